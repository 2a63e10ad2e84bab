package dev.podium.eval;

/**
 * Logarithms of the gamma and beta functions, to about 1e-15 of their size.
 *
 * <p>Stirling's series above 15 and the recurrence ln G(x) = ln G(x + 1) - ln x below. Source: NIST Digital Library of
 * Mathematical Functions, 5.11.1 and 5.5.1.
 */
final class Gamma {

    /** Where six terms of Stirling's series leave less than 1e-16. */
    private static final double FAR = 15;

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private Gamma() {}

    /** ln of the gamma function of {@code x > 0}. */
    static double log(double x) {
        double product = 1;
        double far = x;
        while (far < FAR) {
            product *= far;
            far += 1;
        }
        return (far - 0.5) * Math.log(far) - far + HALF_LOG_TWO_PI + correction(far) - Math.log(product);
    }

    /** ln of the beta function; the difference of two large logarithms is taken on paper, not in floating point. */
    static double logBeta(double a, double b) {
        double large = Math.max(a, b);
        double small = Math.min(a, b);
        if (large < FAR) {
            return log(large) + log(small) - log(large + small);
        }
        double ratio = -small * Math.log(large)
                - (large + small - 0.5) * Math.log1p(small / large)
                + small
                + correction(large)
                - correction(large + small);
        return log(small) + ratio;
    }

    /** The sum of Stirling's series: B_2k / (2k (2k - 1) x^(2k - 1)). */
    private static double correction(double x) {
        double y = 1 / (x * x);
        return (1.0 / 12
                        - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y * (1.0 / 1188 - y * 691.0 / 360360)))))
                / x;
    }
}
