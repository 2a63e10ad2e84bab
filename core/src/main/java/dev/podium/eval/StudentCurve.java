package dev.podium.eval;

import java.util.function.DoubleUnaryOperator;

/**
 * Student's t distribution, central and not.
 *
 * <p>The central tail is an incomplete beta function, exact to about 1e-14. The noncentral one, wanted for power and for
 * intervals of effect sizes, is the normal distribution averaged over the estimated spread: with S the root of a
 * chi-square over its degrees of freedom, P(T &lt;= t) = E[normal(t S - shift)].
 */
final class StudentCurve {

    private StudentCurve() {}

    /** The probability outside [-|t|, |t|]: the two-sided p-value. */
    static double outside(double t, double freedom) {
        double square = t * t;
        if (Double.isInfinite(square)) {
            return 0;
        }
        return IncompleteBeta.of(freedom / 2, 0.5, freedom / (freedom + square), square / (freedom + square));
    }

    /** The probability below {@code t}. */
    static double below(double t, double freedom) {
        double half = outside(t, freedom) / 2;
        return t < 0 ? half : 1 - half;
    }

    /** The point below which {@code p} of the probability lies; {@code p} in (0, 1). */
    static double quantile(double p, double freedom) {
        if (p == 0.5) {
            return 0;
        }
        double side = 2 * Math.min(p, 1 - p);
        double high = 1;
        while (outside(high, freedom) > side) {
            high *= 2;
        }
        double t = falling(x -> outside(x, freedom), side, 0, high);
        return p < 0.5 ? -t : t;
    }

    /** The probability below {@code t} where the mean lies {@code shift} standard errors from zero. */
    static double below(double t, double freedom, double shift) {
        return overSpread(freedom, s -> NormalCurve.below(t * s - shift));
    }

    /**
     * The mean of {@code f(S)}, S the root of a chi-square over its degrees of freedom.
     *
     * <p>The density is s^(v-1) exp(-v s^2 / 2) up to a factor, which is found by the same quadrature: so no difference
     * of huge logarithms, whatever v is. Beyond nine units of 1/sqrt(v) from its mode less than 1e-17 is left.
     */
    static double overSpread(double freedom, DoubleUnaryOperator f) {
        double mode = Math.sqrt((freedom - 1) / freedom);
        double low = Math.max(0, mode - 9 / Math.sqrt(freedom));
        double high = mode + 9 / Math.sqrt(freedom);
        double top = logDensity(mode, freedom);
        DoubleUnaryOperator density = s -> Math.exp(logDensity(s, freedom) - top);
        double mass = Quadrature.of(density, low, high, 20);
        return Quadrature.of(s -> density.applyAsDouble(s) * f.applyAsDouble(s), low, high, 20) / mass;
    }

    private static double logDensity(double s, double freedom) {
        return (freedom == 1 ? 0 : (freedom - 1) * Math.log(s)) - freedom * (s * s - 1) / 2;
    }

    /** Where a falling function takes a value, by halving: sure, and fast enough for a report. */
    static double falling(DoubleUnaryOperator f, double value, double low, double high) {
        double a = low;
        double b = high;
        for (int i = 0; i < 200 && b - a > 1e-15 * Math.max(Math.abs(a), Math.abs(b)); i++) {
            double middle = a + (b - a) / 2;
            if (f.applyAsDouble(middle) > value) {
                a = middle;
            } else {
                b = middle;
            }
        }
        return a + (b - a) / 2;
    }
}
