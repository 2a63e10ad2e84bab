package dev.podium.model;

import java.util.List;

/**
 * How probable each token of a text was, given all before it.
 *
 * @param logProbs one a token, natural logarithms, finite, at most 0 but for rounding
 * @param tokens of the prompt that were read, marks included
 * @param parts of the prompt that have names, in their order
 * @since 0.1.0
 */
public record TokenLikelihoods(List<Double> logProbs, int tokens, List<ReadPart> parts) {
    public TokenLikelihoods {
        logProbs = List.copyOf(logProbs);
        parts = List.copyOf(parts);
        for (double logProb : logProbs) {
            if (!Double.isFinite(logProb)) {
                throw new IllegalArgumentException(
                        "The log-probabilities %s must be finite.\nMaybe the model overflowed: look at what it was shown."
                                .formatted(logProbs));
            }
        }
        if (logProbs.isEmpty()) {
            throw new IllegalArgumentException("A text whose likelihood is told must have at least one token.");
        }
    }

    /** The log-probability of the whole text. */
    public double sum() {
        return logProbs.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The mean over its tokens. */
    public double mean() {
        return sum() / logProbs.size();
    }
}
