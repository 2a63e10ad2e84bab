package dev.podium.eval;

/**
 * The studentised range: how far apart the largest and the smallest of k means lie by chance, in standard errors.
 *
 * <p>P(Q &lt;= q) = E[W(q S)], W(r) = k * integral of density(z) (normal(z) - normal(z - r))^(k-1) over z, where z is the
 * largest of k normal deviates; S as in {@link StudentCurve#overSpread}. Source: Tukey (1953); the integrals as in
 * Copenhaver and Holland, "Computation of the distribution of the maximum studentized range statistic", 1988.
 */
final class StudentisedRange {

    private StudentisedRange() {}

    /**
     * The probability above {@code q}.
     *
     * @param q at least 0
     * @param means how many are compared, at least 2
     * @param freedom degrees of freedom of the standard error, at least 1
     */
    static double above(double q, int means, double freedom) {
        if (q <= 0) {
            return 1;
        }
        double below = StudentCurve.overSpread(freedom, s -> range(q * s, means));
        return Math.clamp(1 - below, 0, 1);
    }

    private static double range(double r, int means) {
        return means
                * Quadrature.of(
                        z -> NormalCurve.density(z)
                                * Math.pow(NormalCurve.below(z) - NormalCurve.below(z - r), means - 1),
                        -9,
                        9,
                        12);
    }
}
