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
     * The score, of a model with one label.
     *
     * @throws IllegalStateException if it has several
     */
    public double score() {
        if (scores.size() != 1) {
            throw new IllegalStateException(
                    "The pair has %d scores where one was asked for.\nMaybe the model classifies: say which label counts."
                            .formatted(scores.size()));
        }
        return scores.getFirst();
    }
}
