package dev.podium.torch;

import dev.podium.model.Prompt;
import dev.podium.model.Tally;
import dev.podium.text.ChatTemplate;
import dev.podium.text.Identifiers;
import dev.podium.text.PromptTokens;
import dev.podium.text.Tokenizer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A network that tells what comes next, with the words around it: how prompts become its tokens, and labels one token each.
 *
 * @param next the network
 * @param tokenizer of the checkpoint
 * @param template for conversations, if the checkpoint has one
 * @param maxTokens of a prompt and what follows
 * @param turn taken for every calculation
 * @param resolved labels behind endings that were met before
 */
record WritingModel(
        Next next,
        Tokenizer tokenizer,
        @Nullable ChatTemplate template,
        int maxTokens,
        Turn turn,
        Map<Asked, int[]> resolved) {

    /** What a network must tell; prompts as token ids. */
    interface Next {

        /** Logits of some tokens behind each prompt, [prompt][token]. */
        float[][] logits(List<int[]> prompts, int... tokens);

        /** Log-probabilities of each token of a continuation behind its prompt, [prompt][token]. */
        float[][] logProbs(List<int[]> prompts, List<int[]> continuations);

        /** Whether what follows is written behind the prompt itself, so that the prompt's end decides how it is tokenized. */
        boolean goesOn();

        /** Tokens of prompts that did not have to be calculated until now. */
        long spared();
    }

    /** Labels, and where they were asked for. */
    record Asked(String ending, List<String> labels) {}

    /** Endings differ where a passage stands last; more than these are not worth remembering. */
    private static final int MOST_REMEMBERED = 4096;

    static WritingModel of(Next next, Tokenizer tokenizer, @Nullable ChatTemplate template, int maxTokens, Turn turn) {
        return new WritingModel(next, tokenizer, template, maxTokens, turn, new ConcurrentHashMap<>());
    }

    /** Calculates in turn, and tells how much of it was known or shared. */
    <T> T calculated(Supplier<T> work) {
        return turn.take(() -> {
            long before = next.spared();
            T result = work.get();
            Tally.shared(Math.max(0, next.spared() - before));
            return result;
        });
    }

    /** A prompt as tokens, leaving room for what follows. */
    PromptTokens tokens(Prompt prompt, int room) {
        return PromptTokens.of(prompt, tokenizer, template, Math.max(1, maxTokens - room));
    }

    /** The tokens of labels behind a prompt, in their order. */
    int[] labels(PromptTokens prompt, List<String> labels) {
        Asked asked = new Asked(next.goesOn() ? prompt.ending() : "", labels);
        int[] known = resolved.get(asked);
        if (known == null) {
            known = Identifiers.resolve(tokenizer, asked.ending(), labels).ids();
            if (resolved.size() < MOST_REMEMBERED) {
                resolved.put(asked, known);
            }
        }
        return known;
    }

    /** The forms of prompt that it reads. */
    Set<Prompt.Form> forms() {
        return template == null ? Set.of(Prompt.Form.PLAIN) : Set.of(Prompt.Form.PLAIN, Prompt.Form.CHAT);
    }
}
