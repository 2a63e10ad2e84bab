package dev.podium.model;

/**
 * What a model thought of one document, and how much of it was read.
 *
 * @param score higher is better, finite; in double, because a sigmoid in float is 1 from a logit of 17 on
 * @param tokens the document's own length in the model's tokens, without query and marks; 0 where a service does not
 *     tell, as with tokensUsed
 * @param tokensUsed how many of these the model read, from the start
 * @since 0.1.0
 */
public record Scored(double score, int tokens, int tokensUsed) {
    public Scored {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException(
                    "The score of a document is %s but must be finite.\nMaybe the model overflowed: look at what it was shown."
                            .formatted(score));
        }
        if (tokensUsed < 0 || tokensUsed > tokens) {
            throw new IllegalArgumentException(
                    "The tokens used (%d) must be in [0, tokens (%d)].".formatted(tokensUsed, tokens));
        }
    }

    /** Whether the model did not read the whole document. */
    public boolean truncated() {
        return tokensUsed < tokens;
    }
}
