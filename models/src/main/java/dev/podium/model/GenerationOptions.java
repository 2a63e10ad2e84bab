package dev.podium.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model writes: how much, how freely, until when, and what it tells besides the text.
 *
 * <p>An answer can be expected again only where it is {@linkplain #repeatable() repeatable}; even then a service promises
 * no more than to try.
 *
 * @param maxTokens written at most, at least 1
 * @param temperature 0 takes the most probable token always, 1 draws as the model says, at most 2
 * @param topP draws among the most probable tokens that hold this share of the probability, above 0 and at most 1
 * @param stop writing ends before any of these words; none of them empty
 * @param seed of the draws; null leaves it to chance
 * @param topLogProbs how many of the most probable tokens to tell at each place written, 0..20; 0 tells the written token
 *     alone, null tells nothing
 * @param promptLogProbs whether to tell the tokens of the prompt too, each with its probability after those before it
 * @param form all that the answer may be, for a model that {@linkplain Generation#constrains can be held to it}; null for any
 * @since 0.1.0
 */
public record GenerationOptions(
        int maxTokens,
        double temperature,
        double topP,
        List<String> stop,
        @Nullable Long seed,
        @Nullable Integer topLogProbs,
        boolean promptLogProbs,
        @Nullable AnswerForm form) {

    // What the chat services allow; a window of 20 candidates just fits.
    private static final int MOST_LOG_PROBS = 20;

    /** Copies and checks. */
    public GenerationOptions {
        stop = List.copyOf(stop);
        require(maxTokens >= 1, "tokens to write (%d) must be at least 1", maxTokens);
        require(temperature >= 0 && temperature <= 2, "temperature (%s) must be in [0, 2]", temperature);
        require(topP > 0 && topP <= 1, "top-p (%s) must be above 0 and at most 1", topP);
        require(!stop.contains(""), "stop words (%s) must not be empty", stop);
        require(
                topLogProbs == null || (topLogProbs >= 0 && topLogProbs <= MOST_LOG_PROBS),
                "most probable tokens to tell (%s) must be in [0, 20]",
                topLogProbs);
    }

    private static void require(boolean law, String message, @Nullable Object value) {
        if (!law) {
            throw new IllegalArgumentException("The " + message.formatted(value) + ".");
        }
    }

    /** The most probable token always. */
    public static GenerationOptions greedy(int maxTokens) {
        return new GenerationOptions(maxTokens, 0, 1, List.of(), null, null, false, null);
    }

    /** Tokens drawn as the model says, the same ones for the same seed. */
    public static GenerationOptions sampled(int maxTokens, double temperature, double topP, long seed) {
        return new GenerationOptions(maxTokens, temperature, topP, List.of(), seed, null, false, null);
    }

    /** The same, ending before these words. */
    public GenerationOptions stoppingAt(String... words) {
        return new GenerationOptions(
                maxTokens, temperature, topP, List.of(words), seed, topLogProbs, promptLogProbs, form);
    }

    /** The same, telling so many of the most probable tokens at each place written. */
    public GenerationOptions tellingTop(int tokens) {
        return new GenerationOptions(maxTokens, temperature, topP, stop, seed, tokens, promptLogProbs, form);
    }

    /** The same, telling the probabilities of the prompt's tokens too. */
    public GenerationOptions tellingPrompt() {
        return new GenerationOptions(maxTokens, temperature, topP, stop, seed, topLogProbs, true, form);
    }

    /** The same, the answer being one of a form. */
    public GenerationOptions within(AnswerForm answers) {
        return new GenerationOptions(maxTokens, temperature, topP, stop, seed, topLogProbs, promptLogProbs, answers);
    }

    /** Whether asking again should give the same: nothing is drawn, or drawn by a seed. */
    public boolean repeatable() {
        return temperature == 0 || seed != null;
    }
}
