package dev.podium.eval;

/** The standard normal distribution, to about 1e-15. */
final class NormalCurve {

    private static final double LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private NormalCurve() {}

    /** The density. */
    static double density(double x) {
        return Math.exp(-0.5 * x * x - LOG_SQRT_TWO_PI);
    }

    /** The probability below {@code x}, exact in relative terms in the lower tail as well. */
    static double below(double x) {
        if (x < -3) {
            return tail(-x);
        }
        if (x > 3) {
            return 1 - tail(x);
        }
        // 1/2 + density (x + x^3/3 + x^5/(3 5) + ...); all terms have one sign, so nothing cancels
        double term = x;
        double sum = x;
        for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + density(x) * sum;
    }

    /** The probability above {@code x > 3}, by the continued fraction of Mills' ratio, from the inside out. */
    private static double tail(double x) {
        if (x > 39) {
            return 0; // below the smallest double
        }
        double ratio = x;
        for (int i = 130; i > 0; i--) {
            ratio = x + i / ratio;
        }
        return density(x) / ratio;
    }

    /**
     * The point below which {@code p} of the probability lies.
     *
     * @param p in [0, 1]
     */
    static double quantile(double p) {
        if (p <= 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (p >= 1) {
            return Double.POSITIVE_INFINITY;
        }
        if (p > 0.5) {
            return -quantile(1 - p);
        }
        // start: Hastings, as in Abramowitz and Stegun 26.2.23, off by less than 5e-4; then Halley's steps
        double t = Math.sqrt(-2 * Math.log(p));
        double x = -(t
                - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
        for (int i = 0; i < 3; i++) {
            double newton = (below(x) - p) / density(x);
            x -= newton / (1 + 0.5 * x * newton);
        }
        return x;
    }
}
