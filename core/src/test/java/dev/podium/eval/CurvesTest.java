package dev.podium.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Literals: mpmath 1.3 betainc at 30 digits for Student's t, SciPy 1.17.1 for the others. */
class CurvesTest {

    @Test
    void students_t_agrees_with_thirty_digit_arithmetic() {
        double[][] table = {
            {0.5, 1, 0.704832764699133452},
            {-2.2, 3, 0.115171951976470713},
            {1.96, 30, 0.0593423128960504763},
            {4.5, 9, 0.00148894941541173122},
            {2.5, 299, 0.0129549086692420263},
            {1.1, 6979, 0.271370062760730033},
            {12.0, 49, 3.38081049479739842e-16},
            {0.001, 5, 0.999240786772197651},
            {40.0, 7, 1.59021799848503705e-9},
        };

        for (double[] row : table) {
            assertThat(StudentCurve.outside(row[0], row[1]))
                    .as("t = %s, v = %s", row[0], row[1])
                    .isCloseTo(row[2], Percentage.withPercentage(1e-10)); // 1e-12 of the value
        }
    }

    @Test
    void one_degree_of_freedom_is_cauchy() {
        // P(T <= t) = 1/2 + atan(t)/pi in closed form
        for (double t = -20; t <= 20; t += 0.37) {
            assertThat(StudentCurve.below(t, 1)).isCloseTo(0.5 + Math.atan(t) / Math.PI, within(1e-14));
        }
    }

    @Test
    void quantile_undoes_the_distribution() {
        for (double freedom : new double[] {1, 2, 9, 49, 1000}) {
            for (double p : new double[] {0.005, 0.025, 0.3, 0.5, 0.9, 0.999}) {
                assertThat(StudentCurve.below(StudentCurve.quantile(p, freedom), freedom))
                        .isCloseTo(p, within(1e-13));
            }
        }
    }

    @Test
    void noncentral_t_agrees_with_scipy() {
        double[][] table = {
            {2.0, 10, 1.0, 0.8076115625303752},
            {-1.0, 5, 0.5, 0.08244409105672337},
            {3.5, 49, 3.0, 0.6751735111084622},
            {0.3, 1, 2.0, 0.04175567995695595},
            {12, 199, 10.5, 0.8985614649982521},
            {2.0, 2, -1.0, 0.9844873846810808},
        };

        for (double[] row : table) {
            assertThat(StudentCurve.below(row[0], row[1], row[2])).isCloseTo(row[3], within(1e-12));
        }
    }

    @Test
    void noncentral_t_without_a_shift_is_central() {
        for (double freedom : new double[] {1, 2, 3, 10, 500, 100_000}) {
            for (double t : new double[] {-3, -0.2, 0, 1, 2.5}) {
                assertThat(StudentCurve.below(t, freedom, 0)).isCloseTo(StudentCurve.below(t, freedom), within(1e-12));
            }
        }
    }

    @Test
    void studentised_range_agrees_with_scipy() {
        double[][] table = {
            {3.5, 3, 20, 0.055891849081749934},
            {2.0, 2, 5, 0.21643722926968534},
            {4.1, 5, 100, 0.036321649101555886},
            {3.0, 10, 1000, 0.5127103608867506},
            {5.5, 4, 8, 0.019336795607513002},
            {1.0, 3, 200, 0.7595763357300606},
        };

        for (double[] row : table) {
            assertThat(StudentisedRange.above(row[0], (int) row[1], row[2])).isCloseTo(row[3], within(1e-9));
        }
    }

    @Test
    void studentised_range_of_two_is_students_t() {
        // the range of two means over s is |t| sqrt(2)
        for (double freedom : new double[] {1, 4, 30}) {
            for (double t : new double[] {0.1, 1, 2.5}) {
                assertThat(StudentisedRange.above(t * Math.sqrt(2), 2, freedom))
                        .isCloseTo(StudentCurve.outside(t, freedom), within(1e-12));
            }
        }
    }

    @Test
    void normal_curve_agrees_with_scipy_on_both_tails() {
        double[][] table = {
            {-8, 6.22096057427174e-16},
            {-3.5, 0.00023262907903552502},
            {-1, 0.15865525393145707},
            {0.3, 0.6179114221889526},
            {2, 0.9772498680518208},
            {2.9, 0.998134186699616},
            {3.1, 0.9990323967867817},
            {6, 0.9999999990134123},
        };

        for (double[] row : table) {
            assertThat(NormalCurve.below(row[0])).isCloseTo(row[1], Percentage.withPercentage(1e-11));
        }
        assertThat(NormalCurve.quantile(1e-10)).isCloseTo(-6.361340902404056, within(1e-12));
        assertThat(NormalCurve.quantile(0.025)).isCloseTo(-1.9599639845400545, within(1e-13));
        assertThat(NormalCurve.quantile(0.8)).isCloseTo(0.8416212335729143, within(1e-13));
    }

    @Test
    void gamma_knows_factorials_and_the_half() {
        double factorial = 0;
        for (int n = 1; n < 60; n++) {
            assertThat(Gamma.log(n)).isCloseTo(factorial, within(1e-13 * Math.max(1, factorial)));
            factorial += Math.log(n);
        }
        assertThat(Gamma.log(0.5)).isCloseTo(0.5 * Math.log(Math.PI), within(1e-15));
    }

    @Test
    void incomplete_beta_of_whole_numbers_is_a_binomial_tail() {
        // I_p(k, n - k + 1) = P(at least k of n): 4 and 5 of 5 at p = 0.3 are 5 * 0.3^4 * 0.7 + 0.3^5
        assertThat(IncompleteBeta.of(4, 2, 0.3, 0.7)).isCloseTo(0.03078, within(1e-15));
        assertThat(IncompleteBeta.of(4, 2, 0, 1)).isZero();
        assertThat(IncompleteBeta.of(4, 2, 1, 0)).isOne();
    }
}
