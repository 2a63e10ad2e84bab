package dev.podium.eval;

/**
 * How large a difference is against its own spread over queries: Cohen's d for paired data and Hedges' g.
 *
 * <p>d is the mean difference over the standard deviation of the differences (often written d_z); g shrinks it by the
 * exact factor that makes it unbiased under normality. A p-value says whether there is a difference; this says whether
 * you would notice it: 0.2 is usually called small, 0.5 medium, 0.8 large. Source: Cohen (1988); Hedges, "Distribution
 * theory for Glass's estimator of effect size", 1981.
 *
 * @param d Cohen's; infinite where all differences are equal and not zero
 * @param g Hedges'
 * @param interval of d, from the noncentral t distribution
 * @since 0.1.0
 */
public record EffectSize(double d, double g, Interval interval) {

    /**
     * The effect size with its interval.
     *
     * <p>With fewer than two pairs there is no spread: 0, and an interval without ends.
     *
     * @param level of the interval, in (0, 1)
     */
    public static EffectSize of(Paired values, double level) {
        Interval.requireLevel(level);
        double[] differences = values.differences();
        int n = differences.length;
        double mean = Moments.mean(differences);
        if (n < 2) {
            return new EffectSize(0, 0, new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level));
        }
        if (Moments.constant(differences)) {
            double d = mean == 0 ? 0 : mean > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            return new EffectSize(d, d, new Interval(d, d, level));
        }
        double d = mean / Moments.deviation(differences);
        return new EffectSize(d, d * unbiasing(n - 1), interval(d, n, level));
    }

    /** J(v) = G(v/2) / (sqrt(v/2) G((v-1)/2)), taken as a beta function so that large v lose nothing; 0 at v = 1. */
    private static double unbiasing(int freedom) {
        if (freedom == 1) {
            return 0; // the mean of d does not exist: nothing can be said without bias
        }
        double logRatio = Gamma.log(0.5) - Gamma.logBeta((freedom - 1) / 2.0, 0.5); // ln G(v/2) - ln G((v-1)/2)
        return Math.exp(logRatio) / Math.sqrt(freedom / 2.0);
    }

    /** The shifts of the noncentral t under which the observed t is just still usual. */
    private static Interval interval(double d, int n, double level) {
        double root = Math.sqrt(n);
        double t = d * root;
        double outside = (1 - level) / 2;
        double reach = NormalCurve.quantile(1 - outside / 2) * 2 * (1 + Math.abs(t) / Math.sqrt(2.0 * (n - 1)));
        double low = shift(t, n - 1, 1 - outside, reach);
        double high = shift(t, n - 1, outside, reach);
        return new Interval(low / root, high / root, level);
    }

    private static double shift(double t, int freedom, double below, double reach) {
        double low = t - reach;
        while (StudentCurve.below(t, freedom, low) < below) {
            low -= reach;
        }
        double high = t + reach;
        while (StudentCurve.below(t, freedom, high) > below) {
            high += reach;
        }
        return StudentCurve.falling(x -> StudentCurve.below(t, freedom, x), below, low, high);
    }

    /** Cohen's words: negligible below 0.2, then small, medium from 0.5, large from 0.8. */
    public String word() {
        double size = Math.abs(d);
        return size < 0.2 ? "negligible" : size < 0.5 ? "small" : size < 0.8 ? "medium" : "large";
    }
}
