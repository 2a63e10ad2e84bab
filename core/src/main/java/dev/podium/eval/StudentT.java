package dev.podium.eval;

import java.util.Locale;

/**
 * The paired t-test: is the mean difference far from zero, measured in its own standard error?
 *
 * <p>The statistic is t = mean / (s / sqrt(n)) with n - 1 degrees of freedom. Source: Student (1908). On retrieval
 * metrics it keeps its level well despite their odd shapes (Smucker, Allan and Carterette, CIKM 2007; Urbano, Lima and
 * Hanjalic, SIGIR 2019).
 *
 * <p>Where all differences are equal and not zero, t is infinite and p is 0, as in SciPy.
 *
 * @since 0.1.0
 */
public record StudentT() implements Significance {

    @Override
    public Outcome of(Paired values) {
        double[] differences = values.differences();
        int n = differences.length;
        double mean = Moments.mean(differences);
        if (n < 2) {
            return new Outcome(toString(), 0, 1, n, "fewer than two queries decide nothing");
        }
        if (Moments.constant(differences)) {
            return mean == 0
                    ? new Outcome(toString(), 0, 1, n, "no query differs")
                    : new Outcome(
                            toString(),
                            mean > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY,
                            0,
                            n,
                            "all differences are equal");
        }
        double t = mean / (Moments.deviation(differences) / Math.sqrt(n));
        return new Outcome(
                toString(),
                t,
                StudentCurve.outside(t, n - 1),
                n,
                String.format(Locale.ROOT, "Student's t, %d degrees of freedom", n - 1));
    }

    @Override
    public String toString() {
        return "paired t-test";
    }
}
