package dev.podium.train.loss;

/**
 * Pairs of candidates: are they as far apart as the teacher has them?
 *
 * <p>The mean over all pairs of {@code ((s_i - s_j) - (t_i - t_j))^2}. Student and teacher may differ by a constant, as two kinds of model
 * do, but not by a factor. With {@code e = s - t} this is twice the variance of e (the one with n - 1), and the slope is
 * {@code 4 (e_i - mean e) / (n - 1)}: no loop over pairs is needed.
 *
 * <p>Source: Hofstätter et al., arXiv 2010.02666: of a relevant and an irrelevant passage, which are a list of two here; SPLADE
 * v2 learns from it. In a longer list we take every pair, also two irrelevant ones, whose distance the teacher knows as well.
 *
 * @since 0.1.0
 */
public record MarginMse() implements ListLoss {

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        if (terms(targets) == 0) {
            return 0;
        }
        int n = scores.length;
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += (scores[i] - targets[i]) / n;
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double off = scores[i] - targets[i] - mean;
            sum += off * off;
            gradient[i] += 4 * off / (n - 1);
        }
        return 2 * sum / (n - 1);
    }

    @Override
    public int terms(double[] targets) {
        Checked.finite(targets);
        return targets.length * (targets.length - 1) / 2;
    }
}
