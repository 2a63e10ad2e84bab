package dev.podium.train.loss;

import java.util.Objects;

/**
 * Pairs of candidates: does the better one stand higher?
 *
 * <p>The mean over all pairs (i, j) with {@code t_i > t_j} of {@code w_ij log(1 + e^-(s_i - s_j))}. Only the order of the targets matters,
 * not their distances: they may be grades, a teacher's scores, or minus its ranks. Each pair pulls its two candidates apart with the
 * strength {@code w_ij sigmoid(s_j - s_i)}, little once they stand right. Equal targets make no pair.
 *
 * <pre>{@code
 * new RankNet()                                        // TWOLAR, and the plain one of all others
 * new RankNet().weight(RankNet.Weight.RANKS)           // FIRST: the top of the list counts most
 * new RankNet().temperature(0.1)                       // E2Rank: cosines, times 10
 * new RankNet().softly()                               // DeAR: as sure of each pair as the teacher is
 * }</pre>
 *
 * <p>Source: Burges et al., "Learning to Rank using Gradient Descent", ICML 2005, equation 3. Weights by ranks: FIRST, arXiv 2406.15657.
 * Soft targets: DeAR, arXiv 2508.16998. We take the mean over pairs, as those do, so that long lists do not pull harder than
 * short ones. Departs from the code that FIRST and E2Rank share: candidates with equal targets share a rank, where a sort would tell them
 * apart; {@link Weight#SQUARED_GAP} squares the distance, where the code takes the distance of the squares, which would weigh the same
 * list differently on grades that begin at 1.
 *
 * @param weight how much a pair counts
 * @param soft whether a pair is only as sure as its targets are apart; then all pairs count, {@code sigmoid(t_i - t_j)} is the probability
 *     that i belongs above j, and a pair's loss is the cross-entropy with it
 * @param temperature divides the scores; above 0
 * @since 0.1.0
 */
public record RankNet(Weight weight, boolean soft, double temperature) implements ListLoss {

    /** How much a pair counts. */
    public enum Weight {
        /** 1. */
        ALIKE,
        /** {@code 1 / (r_i + r_j)}, where the highest target has rank 1. */
        RANKS,
        /** {@code |t_i - t_j|}. */
        GAP,
        /** {@code (t_i - t_j)^2}. */
        SQUARED_GAP
    }

    /** Checks. */
    public RankNet {
        Objects.requireNonNull(weight, "weight");
        Checked.temperature(temperature);
    }

    /** Of the scores as they are, sure of its pairs, which all count alike. */
    public RankNet() {
        this(Weight.ALIKE, false, 1);
    }

    /** The same, with pairs that count by this weight. */
    public RankNet weight(Weight other) {
        return new RankNet(other, soft, temperature);
    }

    /** The same, as sure of its pairs as their targets are apart. */
    public RankNet softly() {
        return new RankNet(weight, true, temperature);
    }

    /** The same, of scores divided by a temperature. */
    public RankNet temperature(double other) {
        return new RankNet(weight, soft, other);
    }

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        int pairs = terms(targets);
        if (pairs == 0) {
            return 0;
        }
        int[] ranks = Ranks.of(targets);
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (soft ? i < j : targets[i] > targets[j]) {
                    double wrong = (scores[j] - scores[i]) / temperature;
                    double doubt = soft ? Checked.sigmoid(targets[j] - targets[i]) : 0;
                    double counts = counts(ranks[i] + ranks[j], targets[i], targets[j]) / pairs;
                    sum += counts * (Checked.softplus(wrong) - doubt * wrong);
                    double pull = counts * (Checked.sigmoid(wrong) - doubt) / temperature;
                    gradient[i] -= pull;
                    gradient[j] += pull;
                }
            }
        }
        return sum;
    }

    private double counts(int ranks, double one, double other) {
        return switch (weight) {
            case ALIKE -> 1;
            case RANKS -> 1.0 / ranks;
            case GAP -> Math.abs(one - other);
            case SQUARED_GAP -> (one - other) * (one - other);
        };
    }

    @Override
    public int terms(double[] targets) {
        if (soft || weight == Weight.GAP || weight == Weight.SQUARED_GAP) {
            Checked.finite(targets);
        }
        return soft ? targets.length * (targets.length - 1) / 2 : Ranks.pairs(targets);
    }
}
