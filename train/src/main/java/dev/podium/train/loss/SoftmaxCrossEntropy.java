package dev.podium.train.loss;

/**
 * The list as a whole: which of these is the relevant one?
 *
 * <p>{@code -sum_i q_i log softmax(s / temperature)_i}, where {@code q} are the targets divided by their sum: with one relevant candidate
 * the negative log-probability of it, with several the mean of theirs. Its slope is {@code (p - q) / temperature}. One term a list; none
 * where no target is above 0.
 *
 * <p>Source: the listwise softmax loss of Bruch et al., "An Analysis of the Softmax Cross Entropy Loss for Learning-to-Rank with Binary
 * Relevance", ICTIR 2019; for rerankers, Gao et al., arXiv 2101.08751 (localized contrastive estimation).
 *
 * @param temperature divides the scores; above 0
 * @since 0.1.0
 */
public record SoftmaxCrossEntropy(double temperature) implements ListLoss {

    /** Checks. */
    public SoftmaxCrossEntropy {
        Checked.temperature(temperature);
    }

    /** Of the scores as they are. */
    public SoftmaxCrossEntropy() {
        this(1);
    }

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        double mass = mass(targets);
        if (mass == 0) {
            return 0;
        }
        double[] logP = Checked.logSoftmax(scores, temperature);
        double loss = 0;
        for (int i = 0; i < scores.length; i++) {
            double wanted = targets[i] / mass;
            loss -= wanted * logP[i];
            gradient[i] += (Math.exp(logP[i]) - wanted) / temperature;
        }
        return loss;
    }

    @Override
    public int terms(double[] targets) {
        return mass(targets) > 0 ? 1 : 0;
    }

    private static double mass(double[] targets) {
        double mass = 0;
        for (int i = 0; i < targets.length; i++) {
            if (!(targets[i] >= 0) || Double.isInfinite(targets[i])) {
                throw new IllegalArgumentException(
                        "The target at index %d (%s) must be at least 0 and finite, as it is a share of the whole.\nMaybe 1 for relevant and 0 for the rest."
                                .formatted(i, targets[i]));
            }
            mass += targets[i];
        }
        return mass;
    }
}
