package dev.podium.eval;

import java.util.Arrays;
import java.util.Locale;

/**
 * Fisher's randomisation test: had the two systems' names been drawn by lot on each query, how often would the means lie
 * as far apart as they do?
 *
 * <p>Swapping names on a query turns the sign of its difference. With few differing queries all signs are tried and p is
 * exact; else B are drawn and p = (count + 1) / (B + 1), which counts what was observed among the draws and so is never
 * zero (Phipson and Smyth, 2010). The statistic is the mean difference. Source: Fisher (1935); recommended for retrieval
 * by Smucker, Allan and Carterette, CIKM 2007.
 *
 * <p>A draw takes sums of eight differences from a table: 100,000 draws over 1,000 queries are some tens of
 * milliseconds.
 *
 * @param draws B, at least 1; also the number of sign patterns up to which all are tried
 * @param seed of the draws
 * @since 0.1.0
 */
public record Randomisation(int draws, long seed) implements Significance {

    public Randomisation {
        if (draws < 1) {
            throw new IllegalArgumentException(
                    "The number of draws (%d) must be at least 1.\nMaybe 100000: the p-value is then good to about .002 at .05."
                            .formatted(draws));
        }
    }

    /** 100,000 draws, seed 42. */
    public static Randomisation usual() {
        return new Randomisation(100_000, 42);
    }

    @Override
    public Outcome of(Paired values) {
        // a query that does not differ is the same under both signs
        double[] differences =
                Arrays.stream(values.differences()).filter(d -> d != 0).toArray();
        int n = differences.length;
        double mean = values.meanDifference();
        if (n == 0) {
            return new Outcome(toString(), 0, 1, values.size(), "no query differs");
        }
        Subsets subsets = new Subsets(differences);
        if (n < 31 && 1L << n <= draws) {
            int count = 0;
            for (int signs = 0; signs < 1 << n; signs++) {
                count += subsets.asFar(new long[] {signs}) ? 1 : 0;
            }
            return new Outcome(
                    toString(),
                    mean,
                    count / Math.pow(2, n),
                    values.size(),
                    String.format(Locale.ROOT, "all %,d signs tried", 1 << n));
        }
        SplitMix random = new SplitMix(seed);
        long[] signs = new long[(n + 63) / 64];
        int count = 0;
        for (int draw = 0; draw < draws; draw++) {
            for (int i = 0; i < signs.length; i++) {
                signs[i] = random.bits();
            }
            count += subsets.asFar(signs) ? 1 : 0;
        }
        return new Outcome(
                toString(),
                mean,
                (count + 1.0) / (draws + 1.0),
                values.size(),
                String.format(Locale.ROOT, "%,d random signs, %,d as far apart", draws, count));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Fisher randomisation test (B = %,d, seed %d)", draws, seed);
    }

    /** Sums of any subset of the differences, eight at a time: tables[block][pattern]. */
    private static final class Subsets {
        private final double[][] tables;
        private final double total;
        private final double atLeast;

        Subsets(double[] differences) {
            int blocks = (differences.length + 7) / 8;
            tables = new double[blocks][256];
            double size = 0;
            double sum = 0;
            for (int i = 0; i < differences.length; i++) {
                double[] table = tables[i / 8];
                int bit = 1 << (i % 8);
                for (int pattern = 0; pattern < 256; pattern++) {
                    table[pattern] += (pattern & bit) == 0 ? 0 : differences[i];
                }
                size += Math.abs(differences[i]);
                sum += differences[i];
            }
            total = sum;
            // sums equal on paper differ by rounding; a tie with what was observed counts as at least as far
            atLeast = Math.abs(sum) - 1e-12 * size;
        }

        boolean asFar(long[] signs) {
            double turned = 0;
            for (int block = 0; block < tables.length; block++) {
                turned += tables[block][(int) (signs[block >> 3] >>> ((block & 7) << 3)) & 255];
            }
            return Math.abs(total - 2 * turned) >= atLeast;
        }
    }
}
