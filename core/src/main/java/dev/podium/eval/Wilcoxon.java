package dev.podium.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Wilcoxon's signed-rank test: do the larger differences lie on one side?
 *
 * <p>The absolute differences are ranked, ties sharing the mean of their ranks; the statistic is the sum of the ranks of
 * the wins. Exact from the distribution over all signs when no two ranked differences tie and none is zero under
 * {@link Zeros#PRATT}; else normal, with the variance corrected for ties and the statistic for continuity, as in R.
 * Source: Wilcoxon (1945); Pratt, "Remarks on zeros and ties in the Wilcoxon signed rank procedures", 1959.
 *
 * @param zeros what to do with pairs that do not differ
 * @param exactUpTo how many ranked differences are still counted out exactly, at most 50 (above, counts outgrow a double)
 * @since 0.1.0
 */
public record Wilcoxon(Zeros zeros, int exactUpTo) implements Significance {

    /** What to do with pairs that do not differ. */
    public enum Zeros {
        /** Leave them out before ranking. */
        WILCOX,
        /** Rank them with the others, then leave out their ranks: many zeros then speak against a difference. */
        PRATT
    }

    public Wilcoxon {
        if (exactUpTo < 0 || exactUpTo > 50) {
            throw new IllegalArgumentException(
                    "The exact test up to %d differences must be up to 0 to 50.\nMaybe 50, the usual limit."
                            .formatted(exactUpTo));
        }
    }

    /** Zeros left out, exact up to 50. */
    public static Wilcoxon usual() {
        return new Wilcoxon(Zeros.WILCOX, 50);
    }

    @Override
    public Outcome of(Paired values) {
        double[] all = values.differences();
        double[] ranked = zeros == Zeros.PRATT ? all : nonZero(all);
        int zeroCount = all.length - nonZero(all).length;
        if (zeroCount == all.length) {
            return new Outcome(toString(), 0, 1, all.length, "no query differs");
        }
        double[] ranks = midranks(ranked);
        double wins = 0;
        for (int i = 0; i < ranked.length; i++) {
            wins += ranked[i] > 0 ? ranks[i] : 0;
        }
        boolean pratt = zeros == Zeros.PRATT && zeroCount > 0;
        if (!pratt && ranked.length <= exactUpTo && distinct(ranks)) {
            return new Outcome(toString(), wins, exact(wins, ranked.length), all.length, "exact over all signs");
        }
        return new Outcome(
                toString(),
                wins,
                normal(wins, ranks, pratt ? zeroCount : 0),
                all.length,
                "normal approximation, corrected for ties and continuity");
    }

    private static double[] nonZero(double[] differences) {
        return Arrays.stream(differences).filter(d -> d != 0).toArray();
    }

    /** Ranks of the absolute values from 1, ties sharing the mean of theirs. */
    private static double[] midranks(double[] differences) {
        int n = differences.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> Math.abs(differences[i])))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[n];
        int from = 0;
        while (from < n) {
            int to = from + 1;
            while (to < n && same(differences[order[from]], differences[order[to]])) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    /** 0.9 - 0.4 and 0.7 - 0.2 differ in the last bit and tie all the same. */
    private static boolean same(double a, double b) {
        return Math.abs(Math.abs(a) - Math.abs(b)) <= 1e-14;
    }

    private static boolean distinct(double[] ranks) {
        return Arrays.stream(ranks).distinct().count() == ranks.length;
    }

    /** Twice the smaller tail among the 2^n ways to sign the ranks 1..n. */
    private static double exact(double wins, int n) {
        int top = n * (n + 1) / 2;
        double[] ways = new double[top + 1];
        ways[0] = 1;
        for (int rank = 1; rank <= n; rank++) {
            for (int sum = top; sum >= rank; sum--) {
                ways[sum] += ways[sum - rank];
            }
        }
        int smaller = (int) Math.min(wins, top - wins);
        double tail = 0;
        for (int sum = 0; sum <= smaller; sum++) {
            tail += ways[sum];
        }
        return Math.min(1, 2 * tail / Math.pow(2, n));
    }

    private static double normal(double wins, double[] ranks, int zeroCount) {
        int n = ranks.length;
        double z0 = zeroCount;
        double mean = n * (n + 1.0) / 4 - z0 * (z0 + 1) / 4;
        double variance = n * (n + 1.0) * (2 * n + 1.0) / 24 - z0 * (z0 + 1) * (2 * z0 + 1) / 24;
        double[] sorted = Arrays.stream(ranks).sorted().skip(zeroCount).toArray(); // the zeros have the lowest ranks
        int from = 0;
        while (from < sorted.length) {
            int to = from + 1;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            double ties = to - from;
            variance -= (ties * ties * ties - ties) / 48;
            from = to;
        }
        double away = Math.max(0, Math.abs(wins - mean) - 0.5);
        return Math.min(1, 2 * NormalCurve.below(-away / Math.sqrt(variance)));
    }

    @Override
    public String toString() {
        return switch (zeros) {
            case WILCOX -> "Wilcoxon signed-rank test (zeros left out)";
            case PRATT -> "Wilcoxon signed-rank test (zeros after Pratt)";
        };
    }
}
