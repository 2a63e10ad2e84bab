package dev.podium.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What is done to p-values because many tests were made at once.
 *
 * <p>The family is the array handed in: state it, and keep out of it what was not tested (a baseline against itself).
 *
 * @since 0.1.0
 */
public enum Correction {
    /** Nothing; right for one test planned beforehand. */
    NONE("uncorrected"),
    /** Times the size of the family. Bounds the chance of any false finding; never better than Holm. */
    BONFERRONI("Bonferroni"),
    /**
     * Step-down: the i-th smallest of m times m - i + 1, never falling. Bounds the same chance with more power. Source:
     * Holm, "A simple sequentially rejective multiple test procedure", 1979.
     */
    HOLM("Holm"),
    /**
     * Step-up: the i-th smallest of m times m / i, never falling. Bounds the expected share of false findings among all
     * findings, a weaker promise. Source: Benjamini and Hochberg, JRSS B 1995.
     */
    BENJAMINI_HOCHBERG("Benjamini-Hochberg");

    private final String label;

    Correction(String label) {
        this.label = label;
    }

    /**
     * The p-values corrected over the family they are.
     *
     * @param p each in [0, 1], in any order
     * @return in the same order, each in [0, 1] and, but for {@link #NONE}, not below its raw value
     */
    public double[] adjust(double[] p) {
        for (double value : p) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(
                        "The p-value %s must be in [0, 1].\nMaybe the baseline was tested against itself: leave it out of the family."
                                .formatted(value));
            }
        }
        return switch (this) {
            case NONE -> p.clone();
            case BONFERRONI ->
                Arrays.stream(p).map(x -> Math.min(1, x * p.length)).toArray();
            case HOLM -> holm(p);
            case BENJAMINI_HOCHBERG -> benjaminiHochberg(p);
        };
    }

    private static double[] holm(double[] p) {
        int m = p.length;
        int[] rising = rising(p);
        double[] adjusted = new double[m];
        double floor = 0;
        for (int i = 0; i < m; i++) {
            floor = Math.max(floor, Math.min(1, (m - i) * p[rising[i]]));
            adjusted[rising[i]] = floor;
        }
        return adjusted;
    }

    private static double[] benjaminiHochberg(double[] p) {
        int m = p.length;
        int[] rising = rising(p);
        double[] adjusted = new double[m];
        double ceiling = 1;
        for (int i = m - 1; i >= 0; i--) {
            ceiling = Math.min(ceiling, p[rising[i]] * ((double) m / (i + 1)));
            adjusted[rising[i]] = ceiling;
        }
        return adjusted;
    }

    private static int[] rising(double[] p) {
        return IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The usual name. */
    @Override
    public String toString() {
        return label;
    }
}
