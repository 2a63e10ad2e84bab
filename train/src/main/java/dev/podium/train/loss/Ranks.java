package dev.podium.train.loss;

/** Where targets put the candidates. Equal targets are told apart nowhere, so that a list shuffled is the same list. */
final class Ranks {

    private Ranks() {}

    /** The rank of each target, 1 for the highest; equal targets share the best of their ranks. */
    static int[] of(double[] targets) {
        Checked.ordered(targets);
        int[] ranks = new int[targets.length];
        for (int i = 0; i < targets.length; i++) {
            ranks[i] = 1;
            for (double other : targets) {
                ranks[i] += other > targets[i] ? 1 : 0;
            }
        }
        return ranks;
    }

    /** The rank of each target, 1 for the highest; equal targets share the mean of their ranks. */
    static double[] mean(double[] targets) {
        int[] best = of(targets);
        double[] ranks = new double[targets.length];
        for (int i = 0; i < targets.length; i++) {
            int alike = 0;
            for (double other : targets) {
                alike += other == targets[i] ? 1 : 0;
            }
            ranks[i] = best[i] + (alike - 1) / 2.0;
        }
        return ranks;
    }

    /** How many pairs of candidates have unequal targets. */
    static int pairs(double[] targets) {
        Checked.ordered(targets);
        int pairs = 0;
        for (double target : targets) {
            for (double other : targets) {
                pairs += target > other ? 1 : 0;
            }
        }
        return pairs;
    }
}
