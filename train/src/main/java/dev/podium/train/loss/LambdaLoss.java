package dev.podium.train.loss;

import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Pairs of candidates, each as heavy as its order is worth in nDCG.
 *
 * <p>The mean over all pairs (i, j) with {@code t_i > t_j} of {@code w_ij log2(1 + e^-sigma(s_i - s_j))}. The weight is the distance of
 * the two gains, {@code 2^t - 1} over the ideal DCG, times a distance of discounts {@code D(r) = 1 / log2(1 + r)}, and follows the ranks
 * that the scores give right now; it counts as constant in the slope. Equal scores rank in the order of the list.
 *
 * <p>With a cut-off a pair counts if at least one of the two stands above it.
 *
 * <p>Source: Wang et al., "The LambdaLoss Framework for Ranking Metric Optimization", CIKM 2018; sigma 1, base 2 and the mean over pairs as
 * FIRST (arXiv 2406.15657) and allRank have it. Departs from their code at a cut-off, which wants both of a pair above it: then a good
 * candidate far below would never be pulled up. The mean is over all pairs, whether they count or not, so that the number of terms does not
 * change with the scores.
 *
 * @param weight which distance of discounts
 * @param cutoff k, or 0 for the whole list
 * @param sigma how steep a pair is; above 0
 * @since 0.1.0
 */
public record LambdaLoss(Weight weight, int cutoff, double sigma) implements ListLoss {

    private static final int HIGHEST = 50; // 2^50 is still exact, and no scale of grades comes near
    private static final double LOG_2 = Math.log(2);

    /** Which distance of discounts. */
    public enum Weight {
        /** {@code |D(r_i) - D(r_j)|}: what nDCG would change by, were the two to change places. */
        LAMBDA_RANK,
        /** {@code D(|r_i - r_j|) - D(|r_i - r_j| + 1)}: a tighter bound on nDCG; what FIRST takes. */
        NDCG_LOSS_2
    }

    /** Checks. */
    public LambdaLoss {
        Objects.requireNonNull(weight, "weight");
        if (cutoff < 0) {
            throw new IllegalArgumentException(
                    "The cut-off (%d) must be at least 0.\nMaybe 10, or 0 for the whole list.".formatted(cutoff));
        }
        Checked.above0("sigma", sigma, "Maybe 1.");
    }

    /** Of the whole list, sigma 1. */
    public LambdaLoss(Weight weight) {
        this(weight, 0, 1);
    }

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        int pairs = terms(targets);
        if (pairs == 0) {
            return 0;
        }
        int n = scores.length;
        int k = cutoff == 0 ? n : Math.min(cutoff, n);
        int[] ranks = ranks(scores);
        double ideal = ideal(targets, k);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (targets[i] > targets[j] && Math.min(ranks[i], ranks[j]) <= k) {
                    double gains = (gain(targets[i]) - gain(targets[j])) / ideal;
                    double counts = gains * discounts(ranks[i], ranks[j], k) / (pairs * LOG_2);
                    double wrong = sigma * (scores[j] - scores[i]);
                    sum += counts * Checked.softplus(wrong);
                    double pull = counts * sigma * Checked.sigmoid(wrong);
                    gradient[i] -= pull;
                    gradient[j] += pull;
                }
            }
        }
        return sum;
    }

    private double discounts(int one, int other, int k) {
        return switch (weight) {
            case LAMBDA_RANK -> Math.abs(discount(one, k) - discount(other, k));
            case NDCG_LOSS_2 -> {
                int apart = Math.abs(one - other);
                yield discount(apart, apart + 1) - discount(apart + 1, apart + 1);
            }
        };
    }

    /** Nothing below the cut-off. */
    private static double discount(int rank, int k) {
        return rank > k ? 0 : LOG_2 / Math.log(1 + rank);
    }

    private static double gain(double target) {
        return Math.pow(2, target) - 1;
    }

    private static int[] ranks(double[] scores) {
        int[] ranks = new int[scores.length];
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int place = 0; place < order.length; place++) {
            ranks[order[place]] = place + 1;
        }
        return ranks;
    }

    private static double ideal(double[] targets, int k) {
        int[] ranks = ranks(targets);
        double ideal = 0;
        for (int i = 0; i < targets.length; i++) {
            ideal += gain(targets[i]) * discount(ranks[i], k);
        }
        return ideal;
    }

    @Override
    public int terms(double[] targets) {
        for (int i = 0; i < targets.length; i++) {
            if (!(targets[i] >= 0 && targets[i] <= HIGHEST)) {
                throw new IllegalArgumentException(
                        "The target at index %d (%s) must be a grade, in [0, %d], since it gains 2^grade - 1.\nMaybe the number of candidates that a teacher puts below it, or 1 over its rank."
                                .formatted(i, targets[i], HIGHEST));
            }
        }
        return Ranks.pairs(targets);
    }
}
