package dev.podium.train;

/**
 * How long and how fast.
 *
 * @param steps in all, at least 1
 * @param schedule the share of the rate at each step
 * @param clip the longest that all gradients together may be, above 0; infinite for no clipping
 * @param keepEvery steps after which the run is kept, to go on after an interruption; at least 1
 * @param evaluateEvery steps after which the model is evaluated, and at the end; at least 1
 * @param patience evaluations in a row without a new best after which training stops early, at least 1
 * @since 0.1.0
 */
public record TrainingPlan(
        long steps, Schedule schedule, double clip, long keepEvery, long evaluateEvery, int patience) {

    /** Checks. */
    public TrainingPlan {
        if (steps < 1 || keepEvery < 1 || evaluateEvery < 1 || patience < 1) {
            throw new IllegalArgumentException(
                    "The steps (%d), the steps between keeping (%d) and evaluating (%d) and the patience (%d) must be at least 1."
                            .formatted(steps, keepEvery, evaluateEvery, patience));
        }
        if (!(clip > 0)) {
            throw new IllegalArgumentException("The clip (%s) must be above 0.\nMaybe 1.".formatted(clip));
        }
    }

    /** A tenth of the steps warms up, then the rate falls in a line; kept and evaluated ten times, never stopped early. */
    public static TrainingPlan of(long steps) {
        long tenth = Math.max(1, steps / 10);
        return new TrainingPlan(steps, Schedule.linear(steps / 10, steps), 1, tenth, tenth, Integer.MAX_VALUE);
    }
}
