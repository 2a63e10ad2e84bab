package dev.podium.eval;

/**
 * The regularised incomplete beta function I_x(a, b): the tail of Student's t and of the binomial.
 *
 * <p>By its continued fraction, evaluated with Lentz's algorithm. Source: NIST Digital Library of Mathematical
 * Functions, 8.17.22 and 8.17.4.
 */
final class IncompleteBeta {

    private static final double TINY = 1e-300;

    private IncompleteBeta() {}

    /**
     * I_x(a, b).
     *
     * @param x in [0, 1]
     * @param y one minus x; asked for because the caller often knows it more exactly than the subtraction would
     */
    static double of(double a, double b, double x, double y) {
        if (x <= 0) {
            return 0;
        }
        if (y <= 0) {
            return 1;
        }
        // the fraction converges fast on this side of the mean only
        return x <= (a + 1) / (a + b + 2)
                ? front(a, b, x, y) * fraction(a, b, x)
                : 1 - front(b, a, y, x) * fraction(b, a, y);
    }

    private static double front(double a, double b, double x, double y) {
        double logX = x < 0.5 ? Math.log(x) : Math.log1p(-y);
        double logY = y < 0.5 ? Math.log(y) : Math.log1p(-x);
        return Math.exp(a * logX + b * logY - Gamma.logBeta(a, b)) / a;
    }

    private static double fraction(double a, double b, double x) {
        double c = 1;
        double d = 1 / away(1 - (a + b) * x / (a + 1));
        double h = d;
        for (int m = 1; m < 100_000; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / away(1 + even * d);
            c = away(1 + even / c);
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / away(1 + odd * d);
            c = away(1 + odd / c);
            double step = d * c;
            h *= step;
            if (Math.abs(step - 1) < 1e-16) {
                break;
            }
        }
        return h;
    }

    private static double away(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }
}
