package dev.podium.model.train;

/**
 * How a checkpoint is opened to learn.
 *
 * @param head what it learns to be
 * @param tuned which of its numbers move
 * @param rate how far a step goes, before the schedule; above 0
 * @param decay share of each weight that a step takes away, times the rate; biases and norms keep theirs
 * @param maxTokens of one text, or of both of a pair
 * @param recompute whether layers are run again backward, which saves memory for a third more time
 * @param noise on the embedded tokens while it learns: NEFTune's alpha (arXiv 2310.05914), uniform in plus or minus
 *     {@code alpha / sqrt(tokens * width)}; 0 for none
 * @param seed of new heads, dropout and noise
 * @since 0.1.0
 */
public record Tuning(
        Head head, Tuned tuned, double rate, double decay, int maxTokens, boolean recompute, double noise, long seed) {

    /**
     * What a network ends in.
     *
     * @since 0.1.0
     */
    public enum Head {
        /** A query and a document in one sequence become a score. */
        CROSS_ENCODER,
        /** A text becomes a vector. */
        BI_ENCODER,
        /** A prompt becomes the next token. */
        LANGUAGE_MODEL,
        /** A list becomes scores by views of its passages: MVP. */
        VIEWS
    }

    /** Checks. */
    public Tuning {
        if (!(rate > 0) || !(decay >= 0) || !(noise >= 0)) {
            throw new IllegalArgumentException(
                    "The rate (%s) must be above 0, the decay (%s) and the noise (%s) at least 0.\nMaybe 2e-5, 0.01 and 0."
                            .formatted(rate, decay, noise));
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException(
                    "The longest text (%d tokens) must be at least 1.\nMaybe 256.".formatted(maxTokens));
        }
    }

    /** Everything moves, at a rate, up to 256 tokens. */
    public static Tuning of(Head head, double rate) {
        return new Tuning(head, Tuned.all(), rate, 0.01, 256, false, 0, 1);
    }

    /** The same, of other numbers. */
    public Tuning tuned(Tuned other) {
        return new Tuning(head, other, rate, decay, maxTokens, recompute, noise, seed);
    }

    /** The same, with texts of at most so many tokens. */
    public Tuning maxTokens(int tokens) {
        return new Tuning(head, tuned, rate, decay, tokens, recompute, noise, seed);
    }

    /** The same, by another chance. */
    public Tuning seed(long other) {
        return new Tuning(head, tuned, rate, decay, maxTokens, recompute, noise, other);
    }
}
