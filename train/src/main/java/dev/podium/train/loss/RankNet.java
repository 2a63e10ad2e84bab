package dev.podium.train.loss;

/**
 * Pairs of candidates: does the better one stand higher?
 *
 * <p>The mean over all pairs (i, j) with {@code t_i > t_j} of {@code log(1 + e^-(s_i - s_j))}. Only the order of the targets matters, not
 * their distances: they may be grades, a teacher's scores, or minus its ranks. Each pair pulls its two candidates apart with the strength
 * {@code sigmoid(s_j - s_i)}, little once they stand right. Equal targets make no pair.
 *
 * <p>Source: Burges et al., "Learning to Rank using Gradient Descent", ICML 2005, equation 3 with certain targets; we take the mean over
 * pairs, so that long lists do not pull harder than short ones.
 *
 * @since 0.1.0
 */
public record RankNet() implements ListLoss {

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        int pairs = terms(targets);
        if (pairs == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (targets[i] > targets[j]) {
                    double wrong = scores[j] - scores[i];
                    sum += Checked.softplus(wrong);
                    double pull = Checked.sigmoid(wrong) / pairs;
                    gradient[i] -= pull;
                    gradient[j] += pull;
                }
            }
        }
        return sum / pairs;
    }

    @Override
    public int terms(double[] targets) {
        int pairs = 0;
        for (int i = 0; i < targets.length; i++) {
            if (Double.isNaN(targets[i])) {
                throw new IllegalArgumentException(
                        "The target at index %d is NaN and must be a number, to be above or below the others.\nMaybe leave the candidate out."
                                .formatted(i));
            }
            for (double other : targets) {
                pairs += targets[i] > other ? 1 : 0;
            }
        }
        return pairs;
    }
}
