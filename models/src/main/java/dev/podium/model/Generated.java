package dev.podium.model;

import java.util.List;
import java.util.Objects;

/**
 * What a model wrote for one prompt.
 *
 * @param text without the prompt and without the stop words; may be empty
 * @param finish why it ended
 * @param promptTokens read, marks and template included; 0 where a service does not tell, as with completionTokens
 * @param completionTokens written, those of thoughts that are not shown included
 * @param tokens written, with their probabilities, in order; empty where not asked for
 * @param prompt tokens of the prompt with their probabilities, in order, without the first where nothing stands before
 *     it; empty where not asked for
 * @param parts of the prompt that have names, in their order, where the model knows its tokens; else empty
 * @since 0.1.0
 */
public record Generated(
        String text,
        Finish finish,
        int promptTokens,
        int completionTokens,
        List<TokenLogProb> tokens,
        List<TokenLogProb> prompt,
        List<ReadPart> parts) {
    public Generated {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(finish, "finish");
        if (promptTokens < 0 || completionTokens < 0) {
            throw new IllegalArgumentException("The tokens read (%d) and written (%d) must be at least 0."
                    .formatted(promptTokens, completionTokens));
        }
        tokens = List.copyOf(tokens);
        prompt = List.copyOf(prompt);
        parts = List.copyOf(parts);
    }

    /** An answer to a prompt whose parts nobody asks for. */
    public Generated(
            String text,
            Finish finish,
            int promptTokens,
            int completionTokens,
            List<TokenLogProb> tokens,
            List<TokenLogProb> prompt) {
        this(text, finish, promptTokens, completionTokens, tokens, prompt, List.of());
    }

    /** The same with some words before it that were put down for the model. */
    public Generated after(String begun) {
        return begun.isEmpty()
                ? this
                : new Generated(begun + text, finish, promptTokens, completionTokens, tokens, prompt, parts);
    }

    /** Why a model stopped writing. */
    public enum Finish {
        /** It was done, or met a stop word. */
        STOP,
        /** It had written all it may: the text is cut. */
        LENGTH,
        /** Somebody else withheld the rest. */
        FILTERED,
        /** Another reason, or none that was told. */
        OTHER
    }
}
