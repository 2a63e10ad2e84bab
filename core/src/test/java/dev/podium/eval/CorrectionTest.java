package dev.podium.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Literals: statsmodels 0.15.0 multipletests (bonferroni, holm, fdr_bh). */
class CorrectionTest {

    private static final double[] P = {.01, .04, .03, .005, .5, .04};

    @Test
    void corrections_agree_with_statsmodels() {
        assertThat(Correction.BONFERRONI.adjust(P))
                .containsExactly(new double[] {.06, .24, .18, .03, 1, .24}, within(1e-15));
        assertThat(Correction.HOLM.adjust(P))
                .containsExactly(new double[] {.05, .12, .12, .03, .5, .12}, within(1e-15));
        assertThat(Correction.BENJAMINI_HOCHBERG.adjust(P))
                .containsExactly(new double[] {.03, .048, .048, .03, .5, .048}, within(1e-15));
        assertThat(Correction.NONE.adjust(P)).containsExactly(P);
    }

    @Test
    void corrections_keep_the_order_and_never_lower_a_p_value() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            double[] p = random.doubles(1 + random.nextInt(12)).map(x -> x * x).toArray();
            double[] bonferroni = Correction.BONFERRONI.adjust(p);
            double[] holm = Correction.HOLM.adjust(p);
            double[] bh = Correction.BENJAMINI_HOCHBERG.adjust(p);
            for (int i = 0; i < p.length; i++) {
                assertThat(bh[i]).as("seed %d", seed).isBetween(p[i], holm[i] + 1e-15);
                assertThat(holm[i]).as("seed %d", seed).isBetween(p[i], bonferroni[i] + 1e-15);
                for (int j = 0; j < p.length; j++) {
                    if (p[i] < p[j]) {
                        assertThat(holm[i]).as("seed %d", seed).isLessThanOrEqualTo(holm[j]);
                        assertThat(bh[i]).as("seed %d", seed).isLessThanOrEqualTo(bh[j]);
                    }
                }
            }
        }
    }

    @Test
    void a_family_of_one_needs_no_correction_and_an_empty_one_is_empty() {
        for (Correction correction : Correction.values()) {
            assertThat(correction.adjust(new double[] {.03})).containsExactly(.03);
            assertThat(correction.adjust(new double[0])).isEmpty();
        }
    }

    @Test
    void refuses_the_nan_of_a_baseline_against_itself() {
        assertThatThrownBy(() -> Correction.HOLM.adjust(new double[] {.1, Double.NaN}))
                .hasMessageContaining("NaN")
                .hasMessageContaining("baseline");
    }
}
