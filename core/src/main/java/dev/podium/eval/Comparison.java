package dev.podium.eval;

import java.util.Locale;

/**
 * One system against the baseline by one metric.
 *
 * @param system its name
 * @param baseline the other's name
 * @param metric the metric's name
 * @param values query by query
 * @param outcome of the test, uncorrected
 * @param corrected the p-value corrected over the family
 * @param interval of the mean difference, uncorrected like the outcome
 * @param effect the difference against its spread
 * @param signs on how many queries it is above, level, below
 * @param topics how many topics it takes to decide
 * @since 0.1.0
 */
public record Comparison(
        String system,
        String baseline,
        String metric,
        Paired values,
        Outcome outcome,
        double corrected,
        Interval interval,
        EffectSize effect,
        WinTieLoss signs,
        TopicsNeeded topics) {

    /** The system's mean. */
    public double value() {
        return values.systemMean();
    }

    /** The baseline's mean. */
    public double baselineValue() {
        return values.baselineMean();
    }

    /** The mean of system minus baseline. */
    public double difference() {
        return values.meanDifference();
    }

    /** Whether the corrected p-value is at or below {@code alpha}. */
    public boolean significant(double alpha) {
        return corrected <= alpha;
    }

    /** The finding in a sentence; where a correction changed the p-value, with both. */
    @Override
    public String toString() {
        String verb = difference() > 0 ? "improves" : difference() < 0 ? "lowers" : "leaves";
        return "%s %s %s from %s to %s (%s%s)"
                .formatted(
                        system,
                        verb,
                        metric,
                        Figures.value(baselineValue(), 3),
                        Figures.value(value(), 3),
                        evidence(),
                        corrected == outcome.p() ? "" : "; corrected " + Figures.p(corrected));
    }

    /**
     * What speaks for the difference, looked at by itself: {@code +.053, 95% CI +.021 to +.085, p = .001}.
     *
     * <p>Interval and p-value are both uncorrected: beside a corrected p-value, an interval that leaves out zero would seem to
     * contradict it.
     */
    public String evidence() {
        return String.format(
                Locale.ROOT,
                "%s, %.0f%% CI %s to %s, %s",
                Figures.difference(difference(), 3),
                100 * interval.level(),
                Figures.difference(interval.low(), 3),
                Figures.difference(interval.high(), 3),
                Figures.p(outcome.p()));
    }
}
