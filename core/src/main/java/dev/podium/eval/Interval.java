package dev.podium.eval;

/**
 * A confidence interval.
 *
 * @param low its lower end
 * @param high its upper end, not below {@code low}
 * @param level in (0, 1), such as 0.95
 * @since 0.1.0
 */
public record Interval(double low, double high, double level) {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("The interval [%s, %s] must not be upside down.".formatted(low, high));
        }
        requireLevel(level);
    }

    static void requireLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "The confidence level (%s) must be in (0, 1).\nMaybe 0.95.".formatted(level));
        }
    }

    /** Whether {@code x} lies in it, ends included. */
    public boolean contains(double x) {
        return low <= x && x <= high;
    }
}
