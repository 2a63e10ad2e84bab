package dev.podium.eval;

/**
 * What a significance test said.
 *
 * @param test the test's name with its settings
 * @param statistic its statistic: t, W, the mean difference or the number of wins, as the test's page says
 * @param p two-sided, in [0, 1]: how often a difference at least as large comes about when there is none
 * @param queries how many pairs went in
 * @param how which way the p-value was found, or why the test had nothing to decide
 * @since 0.1.0
 */
public record Outcome(String test, double statistic, double p, int queries, String how) {
    public Outcome {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("The p-value (%s) of %s must be in [0, 1].".formatted(p, test));
        }
    }
}
