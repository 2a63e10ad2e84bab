package dev.podium.torch.sentence;

import java.util.List;

/**
 * What a cross-encoder thinks of a pair.
 *
 * @param logits one a label
 * @param scores the same behind the activation
 * @param tokens the document's own length, without query and marks
 * @param tokensUsed how many of these were read
 * @since 0.1.0
 */
public record PairScore(List<Double> logits, List<Double> scores, int tokens, int tokensUsed) {

    /** Copies. */
    public PairScore {
        logits = List.copyOf(logits);
        scores = List.copyOf(scores);
    }

    /**
     * The score, of a model with one label; of one with two, not relevant and relevant as monoBERT's, how far the second logit is above
     * the first, whose sigmoid is the second one's probability.
     *
     * @throws IllegalStateException if it has more
     */
    public double score() {
        return switch (scores.size()) {
            case 1 -> scores.getFirst();
            case 2 -> logits.get(1) - logits.get(0);
            default ->
                throw new IllegalStateException(
                        "The pair has %d scores where one was asked for, or two of which the second is relevant.\nMaybe the model classifies: another checkpoint is needed."
                                .formatted(scores.size()));
        };
    }
}
