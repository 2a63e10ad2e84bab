package dev.podium.eval;

import java.util.Arrays;

/**
 * How long a system takes for a query, in nanoseconds of wall time.
 *
 * <p>A system's time is the sum over its stages as if it had run alone: a shared stage is run once and counted for each
 * system that builds on it. Nothing is warmed up; the median minds that less than the mean.
 *
 * @param queries how many were timed
 * @param median of them
 * @param mean of them
 * @param slowest of them
 * @since 0.1.0
 */
public record Timing(int queries, double median, double mean, double slowest) {

    /** From the time of each query, at least one. */
    public static Timing of(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("A timing needs at least one query.");
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + (double) sorted[middle]) / 2;
        return new Timing(
                sorted.length, median, Arrays.stream(sorted).average().orElseThrow(), sorted[sorted.length - 1]);
    }
}
