package dev.podium.train.loss;

import java.util.Arrays;
import java.util.Objects;

/**
 * The list as a whole: who is how likely the best?
 *
 * <p>Cross-entropy {@code -sum_i q_i log p_i} between {@code q = softmax(t / temperature)} and {@code p = softmax(s / temperature)}; its
 * slope is {@code (p - q) / temperature}. The distances between targets matter: they are scores of a teacher, not labels. One term a list
 * of two candidates or more.
 *
 * <p>Where the teacher has only an order, {@link Wanted#OWN_SCORES} takes the distances from the student: its own scores, sorted, are dealt
 * out by the teacher's order, and held fixed. MVP makes scores of ranks: targets {@code 1 / rank}, temperature 0.8.
 *
 * <p>Source: Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", ICML 2007, the top-one form; own
 * scores: FIRST, arXiv 2406.15657, which adds a tenth of it to its objective. Departs from FIRST's code, which lets the gradient flow
 * through the target too, so that the student may also flatten what it is asked to match; and from MVP's, which takes the softmax twice.
 *
 * @param wanted what the scores should be like
 * @param temperature divides scores and targets; above 0
 * @since 0.1.0
 */
public record ListNet(Wanted wanted, double temperature) implements ListLoss {

    /** What the scores should be like. */
    public enum Wanted {
        /** The targets. */
        TARGETS,
        /** The scores themselves, in the order of the targets; equal targets share the mean of what would be theirs. */
        OWN_SCORES
    }

    /** Checks. */
    public ListNet {
        Objects.requireNonNull(wanted, "wanted");
        Checked.temperature(temperature);
    }

    /** Of the targets, as they are. */
    public ListNet() {
        this(Wanted.TARGETS, 1);
    }

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        if (terms(targets) == 0) {
            return 0;
        }
        double[] goal = switch (wanted) {
            case TARGETS -> targets;
            case OWN_SCORES -> dealtOut(scores, targets);
        };
        double[] logQ = Checked.logSoftmax(goal, temperature);
        double[] logP = Checked.logSoftmax(scores, temperature);
        double loss = 0;
        for (int i = 0; i < scores.length; i++) {
            double q = Math.exp(logQ[i]);
            loss -= q * logP[i];
            gradient[i] += (Math.exp(logP[i]) - q) / temperature;
        }
        return loss;
    }

    private static double[] dealtOut(double[] scores, double[] targets) {
        double[] rising = scores.clone();
        Arrays.sort(rising);
        double[] goal = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            int below = 0;
            int alike = 0;
            for (double other : targets) {
                below += other < targets[i] ? 1 : 0;
                alike += other == targets[i] ? 1 : 0;
            }
            goal[i] = Arrays.stream(rising, below, below + alike).average().orElseThrow();
        }
        return goal;
    }

    @Override
    public int terms(double[] targets) {
        return switch (wanted) {
            case TARGETS -> {
                Checked.finite(targets);
                yield targets.length > 1 ? 1 : 0;
            }
            case OWN_SCORES -> Ranks.pairs(targets) > 0 ? 1 : 0;
        };
    }
}
