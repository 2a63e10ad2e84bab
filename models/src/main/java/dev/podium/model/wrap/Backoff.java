package dev.podium.model.wrap;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How often to ask again, and how long to wait before: twice as long each time, less a share left to chance, so that
 * callers who failed together do not come back together.
 *
 * @param attempts in all, the first included, at least 1
 * @param first wait, at least zero
 * @param most time to wait before one attempt, at least the first; a service that asks for more is given up
 * @param seed of the chance; processes that share a service should not share it
 * @since 0.1.0
 */
public record Backoff(int attempts, Duration first, Duration most, long seed) {

    /** Five attempts; half a second, one, two and four between them; a minute where the service asks for it. */
    public static final Backoff USUAL = new Backoff(5, Duration.ofMillis(500), Duration.ofMinutes(1), 0);

    /** Checks. */
    public Backoff {
        if (attempts < 1) {
            throw new IllegalArgumentException(
                    "The attempts (%d) must be at least 1, the first included.".formatted(attempts));
        }
        if (first.isNegative() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("The first wait (%s) must be in [0, most (%s)].".formatted(first, most));
        }
    }

    /** The same with another number of attempts, the first included. */
    public Backoff attempts(int number) {
        return new Backoff(number, first, most, seed);
    }

    /**
     * The wait after an attempt: between a half and all of {@code first * 2^(attempt - 1)}, and at most {@link #most()}.
     *
     * @param attempt that failed, from 1
     * @param draw number of the chance taken; the same gives the same
     */
    public Duration after(int attempt, long draw) {
        // Beyond 2^30 times the first any wait is the longest.
        double nanos = (double) first.toNanos() * (1L << Math.min(attempt - 1, 30));
        double share = 0.5 + 0.5 * new SplittableRandom(seed + draw).nextDouble();
        return Duration.ofNanos((long) (Math.min(nanos, most.toNanos()) * share));
    }
}
