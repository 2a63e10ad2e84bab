package dev.podium.eval;

import java.util.Objects;

/**
 * How an experiment decides.
 *
 * @param test of each comparison
 * @param correction over all comparisons together
 * @param alpha below or at which a corrected p-value is called significant, in (0, 1)
 * @param interval of each difference; its level is that of the effect sizes as well
 * @param power for which {@link TopicsNeeded} is worked out, in (alpha, 1)
 * @since 0.1.0
 */
public record Settings(Significance test, Correction correction, double alpha, Bootstrap interval, double power) {
    public Settings {
        Objects.requireNonNull(test, "test");
        Objects.requireNonNull(correction, "correction");
        Objects.requireNonNull(interval, "interval");
        if (!(alpha > 0 && alpha < power && power < 1)) {
            throw new IllegalArgumentException(
                    "The level (%s) and the power (%s) must satisfy 0 < level < power < 1.\nMaybe 0.05 and 0.8."
                            .formatted(alpha, power));
        }
    }

    /** Randomisation with 100,000 draws, Holm at .05, BCa intervals at 95 per cent, power .8; all seeds 42. */
    public static Settings usual() {
        return new Settings(Randomisation.usual(), Correction.HOLM, 0.05, Bootstrap.usual(), 0.8);
    }

    /** The same with another test. */
    public Settings test(Significance other) {
        return new Settings(other, correction, alpha, interval, power);
    }

    /** The same with another correction. */
    public Settings correction(Correction other) {
        return new Settings(test, other, alpha, interval, power);
    }

    /** The same at another level. */
    public Settings alpha(double other) {
        return new Settings(test, correction, other, interval, power);
    }

    /** The same with another interval. */
    public Settings interval(Bootstrap other) {
        return new Settings(test, correction, alpha, other, power);
    }
}
