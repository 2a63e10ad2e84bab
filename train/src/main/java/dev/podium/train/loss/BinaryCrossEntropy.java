package dev.podium.train.loss;

/**
 * Each candidate alone: is it relevant?
 *
 * <p>The mean over candidates of {@code -t log p - (1 - t) log(1 - p)} with {@code p = sigmoid(s)}, written as {@code softplus(s) - t s},
 * which neither overflows nor takes the logarithm of 0. Its slope is {@code p - t}. Targets are probabilities: labels 0 and 1, or a
 * teacher's.
 *
 * <p>Source: the pointwise loss of BERT rerankers (monoBERT, arXiv 1901.04085, equation 1); for torch users,
 * {@code binary_cross_entropy_with_logits}.
 *
 * @since 0.1.0
 */
public record BinaryCrossEntropy() implements ListLoss {

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        int n = scores.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double target = probability(targets[i], i);
            sum += Checked.softplus(scores[i]) - target * scores[i];
            gradient[i] += (Checked.sigmoid(scores[i]) - target) / n;
        }
        return n == 0 ? 0 : sum / n;
    }

    @Override
    public int terms(double[] targets) {
        return targets.length;
    }

    private static double probability(double target, int i) {
        if (!(target >= 0 && target <= 1)) {
            throw new IllegalArgumentException(
                    "The target at index %d (%s) must be a probability, in [0, 1].\nMaybe divide grades by the highest grade."
                            .formatted(i, target));
        }
        return target;
    }
}
