package dev.podium.eval;

import java.util.Arrays;
import java.util.Locale;

/**
 * A bootstrap interval of the mean difference: queries are drawn with replacement, again and again, and the middle of the
 * means so found is the interval.
 *
 * <p>{@link Kind#PERCENTILE} takes the quantiles as they are; {@link Kind#BCA} shifts them for bias and for a spread that
 * grows with the mean. Quantiles interpolate linearly. Source: Efron, "Better bootstrap confidence intervals", JASA 1987.
 *
 * @param kind which quantiles are taken
 * @param resamples how many samples are drawn, at least 100
 * @param level in (0, 1), such as 0.95
 * @param seed of the draws
 * @since 0.1.0
 */
public record Bootstrap(Kind kind, int resamples, double level, long seed) {

    /** Which quantiles of the resampled means are taken. */
    public enum Kind {
        /** Those at (1 - level) / 2 and one minus that. */
        PERCENTILE,
        /** Bias-corrected and accelerated. */
        BCA
    }

    public Bootstrap {
        Interval.requireLevel(level);
        if (resamples < 100) {
            throw new IllegalArgumentException(
                    "The number of resamples (%d) must be at least 100.\nMaybe 10000.".formatted(resamples));
        }
    }

    /** BCa, 10,000 resamples, 95 per cent, seed 42. */
    public static Bootstrap usual() {
        return new Bootstrap(Kind.BCA, 10_000, 0.95, 42);
    }

    /**
     * The interval of the mean difference.
     *
     * <p>Where all differences are equal, or there is but one, it is that one point: the sample says nothing about
     * spread.
     *
     * @throws IllegalArgumentException without pairs
     */
    public Interval of(Paired values) {
        double[] differences = values.differences();
        if (differences.length == 0) {
            throw new IllegalArgumentException("An interval needs at least one pair.");
        }
        double mean = Moments.mean(differences);
        if (differences.length == 1 || Moments.constant(differences)) {
            return new Interval(mean, mean, level);
        }
        SplitMix random = new SplitMix(seed);
        double[] means = new double[resamples];
        for (int b = 0; b < resamples; b++) {
            double sum = 0;
            for (int i = 0; i < differences.length; i++) {
                sum += differences[random.below(differences.length)];
            }
            means[b] = sum / differences.length;
        }
        return ofMeans(means, differences);
    }

    /** From means already drawn; apart so that a test can hand in every resample there is. */
    Interval ofMeans(double[] means, double[] differences) {
        double[] sorted = means.clone();
        Arrays.sort(sorted);
        double outside = (1 - level) / 2;
        return switch (kind) {
            case PERCENTILE -> new Interval(quantile(sorted, outside), quantile(sorted, 1 - outside), level);
            case BCA -> {
                double bias = bias(sorted, Moments.mean(differences));
                double pull = acceleration(differences);
                yield new Interval(
                        quantile(sorted, moved(outside, bias, pull)),
                        quantile(sorted, moved(1 - outside, bias, pull)),
                        level);
            }
        };
    }

    /** Where the observed mean stands among the resampled ones, in standard deviations; ties count half. */
    private static double bias(double[] sorted, double mean) {
        double near = 1e-12 * Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
        double below = 0;
        for (double x : sorted) {
            below += x < mean - near ? 1 : x <= mean + near ? 0.5 : 0;
        }
        // a mean outside all resamples would be infinitely biased; half a resample is the finest we can tell
        double share = Math.clamp(below / sorted.length, 0.5 / sorted.length, 1 - 0.5 / sorted.length);
        return NormalCurve.quantile(share);
    }

    /** One sixth of the skewness of the mean, by the jackknife; for a mean that is a function of the deviations. */
    private static double acceleration(double[] differences) {
        double mean = Moments.mean(differences);
        double squares = 0;
        double cubes = 0;
        for (double d : differences) {
            squares += (d - mean) * (d - mean);
            cubes += (d - mean) * (d - mean) * (d - mean);
        }
        return cubes / (6 * Math.pow(squares, 1.5));
    }

    private static double moved(double share, double bias, double pull) {
        double z = bias + NormalCurve.quantile(share);
        return NormalCurve.below(bias + z / (1 - pull * z));
    }

    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int low = (int) Math.floor(at);
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }

    /** Such as {@code BCa bootstrap (10,000 resamples, seed 42)}. */
    @Override
    public String toString() {
        String name = switch (kind) {
            case PERCENTILE -> "percentile bootstrap";
            case BCA -> "BCa bootstrap";
        };
        return String.format(Locale.ROOT, "%s (%,d resamples, seed %d)", name, resamples, seed);
    }
}
