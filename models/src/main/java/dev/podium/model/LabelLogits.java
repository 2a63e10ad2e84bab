package dev.podium.model;

import java.util.List;

/**
 * How much a model would go on with each label, and what it read.
 *
 * @param logits one a label, in their order, finite, in nats: a difference of two is the log of how many times more probable the one
 *     is. Not comparable between prompts, unless {@link #normalised}
 * @param normalised whether they are log-probabilities among all tokens
 * @param tokens of the prompt that were read, marks included
 * @param parts that have names, in their order
 * @since 0.1.0
 */
public record LabelLogits(List<Double> logits, boolean normalised, int tokens, List<ReadPart> parts) {
    public LabelLogits {
        logits = List.copyOf(logits);
        parts = List.copyOf(parts);
        for (double logit : logits) {
            if (!Double.isFinite(logit)) {
                throw new IllegalArgumentException(
                        "The logits %s must be finite.\nMaybe the model overflowed: look at what it was shown."
                                .formatted(logits));
            }
        }
    }

    /** Probabilities of the labels among themselves, in their order; they sum to 1. */
    public double[] probabilities() {
        double greatest = logits.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double[] probabilities =
                logits.stream().mapToDouble(logit -> Math.exp(logit - greatest)).toArray();
        double sum = 0;
        for (double probability : probabilities) {
            sum += probability;
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }
}
