package dev.podium.model.wrap;

/**
 * How much may be asked of a model.
 *
 * @param inFlight calls at one time, at least 1
 * @param perMinute calls begun within any 60 seconds, at least 1
 * @param calls in all, at least 0
 * @since 0.1.0
 */
public record Limits(int inFlight, int perMinute, long calls) {

    /** No limit at all. */
    public static final Limits NONE = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);

    /** Checks. */
    public Limits {
        if (inFlight < 1 || perMinute < 1 || calls < 0) {
            throw new IllegalArgumentException(
                    "The calls in flight (%d) and per minute (%d) must be at least 1, and those in all (%d) at least 0."
                            .formatted(inFlight, perMinute, calls));
        }
    }

    /** The same with so many calls at one time. */
    public Limits inFlight(int number) {
        return new Limits(number, perMinute, calls);
    }

    /** The same with so many calls a minute. */
    public Limits perMinute(int number) {
        return new Limits(inFlight, number, calls);
    }

    /** The same with so many calls in all. */
    public Limits calls(long number) {
        return new Limits(inFlight, perMinute, number);
    }
}
