package dev.podium.torch.decoder;

import dev.podium.grammar.Grammar;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Writer} writes an answer.
 *
 * @param minTokens before the answer may end by itself or by a stop word, thoughts not counted
 * @param maxTokens of the answer, thoughts not counted, at least 1
 * @param sampling how tokens are chosen
 * @param seed of the draws; with the prompt's tokens it makes them repeatable, whatever else is in the call
 * @param stopTokens that end the answer, and are no part of it
 * @param stopWords before which the answer ends, wherever tokens are cut
 * @param grammar what the answer may be, or null for anything
 * @param thinking that comes before the answer, or null for none
 * @param topLogProbs how many of the most probable tokens to tell at each place; 0 for the one written alone, -1 for nothing
 * @since 0.1.0
 */
public record WritingOptions(
        int minTokens,
        int maxTokens,
        Sampling sampling,
        long seed,
        Set<Integer> stopTokens,
        List<String> stopWords,
        @Nullable Grammar grammar,
        @Nullable Thinking thinking,
        int topLogProbs) {

    /** Copies and checks. */
    public WritingOptions {
        stopTokens = Set.copyOf(stopTokens);
        stopWords = List.copyOf(stopWords);
        if (maxTokens < 1 || minTokens < 0 || minTokens > maxTokens) {
            throw new IllegalArgumentException(
                    "The least (%d) and most (%d) tokens of an answer must be at least 0 and 1, and the least no more than the most."
                            .formatted(minTokens, maxTokens));
        }
        if (stopWords.contains("")) {
            throw new IllegalArgumentException("The stop words %s must not be empty.".formatted(stopWords));
        }
    }

    /** The most probable token always, so many at most. */
    public static WritingOptions greedy(int maxTokens) {
        return sampled(maxTokens, Sampling.GREEDY, 0);
    }

    /** Tokens drawn, so many at most, the same ones for the same seed. */
    public static WritingOptions sampled(int maxTokens, Sampling sampling, long seed) {
        return new WritingOptions(0, maxTokens, sampling, seed, Set.of(), List.of(), null, null, -1);
    }

    /** The same, of at least so many tokens. */
    public WritingOptions atLeast(int tokens) {
        return new WritingOptions(
                tokens, maxTokens, sampling, seed, stopTokens, stopWords, grammar, thinking, topLogProbs);
    }

    /** The same, of no more than so many tokens. */
    public WritingOptions atMost(int tokens) {
        int most = Math.max(1, Math.min(tokens, maxTokens));
        return new WritingOptions(
                Math.min(minTokens, most), most, sampling, seed, stopTokens, stopWords, grammar, thinking, topLogProbs);
    }

    /** The same, ended by these tokens. */
    public WritingOptions endedBy(Set<Integer> tokens) {
        return new WritingOptions(
                minTokens, maxTokens, sampling, seed, tokens, stopWords, grammar, thinking, topLogProbs);
    }

    /** The same, ending before these words. */
    public WritingOptions stoppingAt(String... words) {
        return new WritingOptions(
                minTokens, maxTokens, sampling, seed, stopTokens, List.of(words), grammar, thinking, topLogProbs);
    }

    /** The same, one of the answers of a grammar. */
    public WritingOptions within(Grammar answers) {
        return new WritingOptions(
                minTokens, maxTokens, sampling, seed, stopTokens, stopWords, answers, thinking, topLogProbs);
    }

    /** The same, after thoughts. */
    public WritingOptions after(Thinking thoughts) {
        return new WritingOptions(
                minTokens, maxTokens, sampling, seed, stopTokens, stopWords, grammar, thoughts, topLogProbs);
    }

    /** The same, telling probabilities: of the token written, and of so many of the most probable ones. */
    public WritingOptions telling(int top) {
        return new WritingOptions(minTokens, maxTokens, sampling, seed, stopTokens, stopWords, grammar, thinking, top);
    }
}
