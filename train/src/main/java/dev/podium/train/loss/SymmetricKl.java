package dev.podium.train.loss;

/**
 * The list as its judge sees it, wherever either of the two believes something.
 *
 * <p>{@code (KL(q || p) + KL(p || q)) / 2} with {@code q = softmax(t / temperature)} of the judge's scores and
 * {@code p = softmax(s / temperature)}. The first half minds where the judge believes and the student does not; the second also minds
 * where the student believes and the judge does not. One term a list of two candidates or more.
 *
 * <p>Source: UniME-V2, arXiv 2510.13515, temperature 0.02 for cosines and probabilities of a judge, over a positive and 8 hard negatives.
 * Departs from its code, which adds 1e-8 to each probability before the logarithm: at 0.02 a cosine that is 0.4 behind is e^-20, and such
 * candidates would no longer be pulled at. We take logarithms that need no such help.
 *
 * @param temperature divides scores and targets; above 0
 * @since 0.1.0
 */
public record SymmetricKl(double temperature) implements ListLoss {

    /** Checks. */
    public SymmetricKl {
        Checked.temperature(temperature);
    }

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        if (terms(targets) == 0) {
            return 0;
        }
        double[] logQ = Checked.logSoftmax(targets, temperature);
        double[] logP = Checked.logSoftmax(scores, temperature);
        double forward = 0;
        double backward = 0;
        for (int i = 0; i < scores.length; i++) {
            forward += Math.exp(logQ[i]) * (logQ[i] - logP[i]);
            backward += Math.exp(logP[i]) * (logP[i] - logQ[i]);
        }
        for (int i = 0; i < scores.length; i++) {
            double p = Math.exp(logP[i]);
            double ofForward = p - Math.exp(logQ[i]);
            double ofBackward = p * (logP[i] - logQ[i] - backward);
            gradient[i] += (ofForward + ofBackward) / (2 * temperature);
        }
        return Math.max(forward + backward, 0) / 2;
    }

    @Override
    public int terms(double[] targets) {
        Checked.finite(targets);
        return targets.length > 1 ? 1 : 0;
    }
}
