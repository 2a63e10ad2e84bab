package dev.podium.eval;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * How many topics it takes to decide: the size of a test collection that would find an effect like the one observed.
 *
 * <p>The smallest n at which a two-sided paired t-test finds an effect of size d with the power asked for; exact, by the
 * noncentral t distribution. The observed effect is itself an estimate: on few topics this number is a guide to an order
 * of magnitude and says nothing more about the topics already seen. Source: Cohen (1988); for retrieval, Sakai, "Topic
 * set size design", Information Retrieval Journal 2016.
 *
 * @param topics how many there are now
 * @param effect Cohen's d of the differences
 * @param alpha level of the test, in (0, 1)
 * @param power wanted, in (alpha, 1)
 * @param powerNow the power of the present number of topics for this effect
 * @param needed how many it takes; empty where {@link #MOST} would not do
 * @since 0.1.0
 */
public record TopicsNeeded(int topics, double effect, double alpha, double power, double powerNow, OptionalInt needed) {

    /** Beyond a million topics nobody judges on. */
    public static final int MOST = 1_000_000;

    /**
     * For the effect observed.
     *
     * @param alpha level of the test, in (0, 1); usually 0.05
     * @param power how often the test shall find the effect, in (alpha, 1); usually 0.8
     */
    public static TopicsNeeded of(Paired values, double alpha, double power) {
        return of(EffectSize.of(values, 0.95).d(), values.size(), alpha, power);
    }

    static TopicsNeeded of(double effect, int topics, double alpha, double power) {
        if (!(alpha > 0 && alpha < power && power < 1)) {
            throw new IllegalArgumentException(
                    "The level (%s) and the power (%s) must satisfy 0 < level < power < 1.\nMaybe 0.05 and 0.8."
                            .formatted(alpha, power));
        }
        double now = topics < 2 ? alpha : power(effect, topics, alpha);
        return new TopicsNeeded(topics, effect, alpha, power, now, smallest(effect, alpha, power));
    }

    private static OptionalInt smallest(double effect, double alpha, double power) {
        if (power(effect, MOST, alpha) < power) {
            return OptionalInt.empty();
        }
        int low = 1; // too few: one topic decides nothing
        int high = 2;
        while (power(effect, high, alpha) < power) {
            low = high;
            high = Math.min(MOST, high * 2);
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (power(effect, middle, alpha) < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalInt.of(high);
    }

    /** How often a two-sided paired t-test over n topics finds an effect of this size. */
    static double power(double effect, int n, double alpha) {
        if (Double.isInfinite(effect)) {
            return 1;
        }
        double critical = StudentCurve.quantile(1 - alpha / 2, n - 1);
        double shift = Math.abs(effect) * Math.sqrt(n);
        return 1 - StudentCurve.below(critical, n - 1, shift) + StudentCurve.below(-critical, n - 1, shift);
    }

    /** How many topics more than there are; 0 where there are enough; empty where {@link #MOST} would not do. */
    public OptionalInt more() {
        return needed.isEmpty() ? needed : OptionalInt.of(Math.max(0, needed.getAsInt() - topics));
    }

    /** The answer in a sentence. */
    @Override
    public String toString() {
        String effectNow = String.format(
                Locale.ROOT,
                "An effect of this size (d = %.2f) is found by %d topics in %.0f%% of cases",
                effect,
                topics,
                100 * powerNow);
        OptionalInt more = more();
        if (more.isEmpty()) {
            return String.format(
                    Locale.ROOT,
                    "%s; no collection of up to %,d topics would find it in %.0f%%.",
                    effectNow,
                    MOST,
                    100 * power);
        }
        if (more.getAsInt() == 0) {
            return String.format(
                    Locale.ROOT, "%s; %,d are enough for %.0f%%.", effectNow, needed.getAsInt(), 100 * power);
        }
        return String.format(
                Locale.ROOT,
                "%s; for %.0f%% it takes %,d topics, %,d more (two-sided paired t-test at %s).",
                effectNow,
                100 * power,
                needed.getAsInt(),
                more.getAsInt(),
                alpha);
    }
}
