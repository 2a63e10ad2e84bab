package dev.podium.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Literals named SciPy are of version 1.17.1: ttest_rel, wilcoxon, permutation_test, binomtest. */
class SignificanceTest {

    private static final List<Significance> ALL = List.of(
            new StudentT(),
            Wilcoxon.usual(),
            new Wilcoxon(Wilcoxon.Zeros.PRATT, 50),
            new Randomisation(2_000, 7),
            new Signs());

    @Test
    void paired_t_agrees_with_scipy() {
        Outcome outcome = new StudentT().of(Pairs.ten());

        assertThat(outcome.statistic()).isCloseTo(2.1296266111812745, within(1e-13));
        assertThat(outcome.p()).isCloseTo(0.062059138159710446, within(1e-14));
        assertThat(outcome.how()).contains("9 degrees of freedom");
    }

    @Test
    void equal_differences_are_certain_for_t() {
        // 0.9 - 0.4 and 0.7 - 0.2 differ in the last bit only
        Paired values = Pairs.pairs(new double[] {.9, .7, .6}, new double[] {.4, .2, .1});

        assertThat(new StudentT().of(values).p()).isZero();
        assertThat(new StudentT().of(values).statistic()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void wilcoxon_counts_small_samples_out() {
        // SciPy method="exact"; the ranks of the losses are 3, 5, 1: W- = 9, W+ = 46
        Paired values = Pairs.differences(.11, -.04, .18, .02, .17, .21, -.08, .12, .05, -.01);

        Outcome exact = Wilcoxon.usual().of(values);
        Outcome normal = new Wilcoxon(Wilcoxon.Zeros.WILCOX, 0).of(values);

        assertThat(exact.statistic()).isEqualTo(46);
        assertThat(exact.p()).isCloseTo(0.064453125, within(1e-15));
        assertThat(exact.how()).contains("exact");
        assertThat(normal.p()).isCloseTo(0.06654572134371614, within(1e-13));
    }

    @Test
    void wilcoxon_is_exact_up_to_fifty() {
        double[] differences = new double[50];
        for (int i = 0; i < 50; i++) {
            differences[i] = ((i * 37) % 50 + 1) * (i % 3 == 0 ? -1 : 1) / 1000.0;
        }

        assertThat(Wilcoxon.usual().of(Pairs.differences(differences)).p())
                .isCloseTo(0.029727315082014982, within(1e-14)); // SciPy method="exact"
    }

    @Test
    void wilcoxon_corrects_for_ties_zeros_and_continuity() {
        // SciPy method="asymptotic", correction=True, zero_method wilcox and pratt
        Paired ten = Pairs.ten();
        double[] many = new double[60];
        for (int i = 0; i < 60; i++) {
            many[i] = ((i * 37) % 30) * (i % 3 == 0 ? -1 : 1) / 1000.0;
        }
        Paired sixty = Pairs.differences(many);
        Wilcoxon pratt = new Wilcoxon(Wilcoxon.Zeros.PRATT, 50);

        assertThat(Wilcoxon.usual().of(ten).p()).isCloseTo(0.07968802567429142, within(1e-13));
        assertThat(pratt.of(ten).p()).isCloseTo(0.09026925313258724, within(1e-13));
        assertThat(Wilcoxon.usual().of(sixty).p()).isCloseTo(0.012114433594738567, within(1e-13));
        assertThat(pratt.of(sixty).p()).isCloseTo(0.010851303873507079, within(1e-13));
    }

    @Test
    void randomisation_tries_all_signs_of_few_queries() {
        // SciPy permutation_test over all 2^10 signs; the two zeros do not matter
        Outcome outcome = Randomisation.usual().of(Pairs.ten());

        assertThat(outcome.p()).isEqualTo(0.0703125);
        assertThat(outcome.statistic()).isCloseTo(0.068, within(1e-15));
        assertThat(outcome.how()).isEqualTo("all 256 signs tried");
    }

    @Test
    void drawn_signs_come_close_to_all_signs() {
        // 18 of 256 signs are as far: p = .0703; the standard error of 200,000 draws is .0006. 99 draws are too few to
        // try all
        Paired values = Pairs.ten();
        Paired twice = Pairs.differences(
                .3, -.1, .2, .25, -.05, .4, .1, .15, -.2, .35, .05, -.15, .45, .2, .12, -.07, .08, .03, -.02, .22);

        double exact = new Randomisation(1 << 20, 1).of(twice).p();
        double drawn = new Randomisation(200_000, 1).of(twice).p();

        assertThat(drawn).isCloseTo(exact, within(4 * Math.sqrt(exact * (1 - exact) / 200_000)));
        assertThat(new Randomisation(99, 3).of(values).p() * 100)
                .isCloseTo(Math.rint(new Randomisation(99, 3).of(values).p() * 100), within(1e-9));
    }

    @Test
    void the_observed_order_counts_among_the_draws() {
        // 70 wins of 70: no draw of 999 comes near, so p is 1/1000 and not 0
        double[] wins = new double[70];
        java.util.Arrays.setAll(wins, i -> 0.1 + i / 1000.0);

        assertThat(new Randomisation(999, 5).of(Pairs.differences(wins)).p()).isEqualTo(0.001);
    }

    @Test
    void randomisation_repeats_with_its_seed() {
        Random random = new Random(4);
        Paired values = Pairs.random(200, random, () -> random.nextGaussian() * 0.1 + 0.01);

        Randomisation test = new Randomisation(5_000, 9);

        assertThat(test.of(values)).isEqualTo(test.of(values));
        assertThat(new Randomisation(5_000, 10).of(values).p())
                .isNotEqualTo(test.of(values).p());
    }

    @Test
    void sign_test_is_an_exact_binomial() {
        // ten queries, two ties, six wins and two losses: 2 (1 + 8 + 28) / 2^8 = 74/256
        Outcome outcome = new Signs().of(Pairs.ten());

        assertThat(outcome.statistic()).isEqualTo(6);
        assertThat(outcome.p()).isCloseTo(74.0 / 256, within(1e-14));
    }

    @Test
    void swapping_the_systems_changes_no_p_value() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int size = 1 + random.nextInt(60);
            double[] a = random.doubles(size).map(x -> Math.rint(x * 20) / 20).toArray();
            double[] b = random.doubles(size).map(x -> Math.rint(x * 20) / 20).toArray();

            for (Significance test : ALL) {
                double p = test.of(Pairs.pairs(a, b)).p();
                assertThat(p).as("%s, seed %d", test, seed).isBetween(0.0, 1.0);
                assertThat(test.of(Pairs.pairs(b, a)).p())
                        .as("%s, seed %d", test, seed)
                        .isCloseTo(p, within(1e-12));
            }
        }
    }

    @Test
    void a_level_of_five_per_cent_is_kept_where_there_is_no_difference() {
        // 1000 samples of 30 without a difference: about 50 below .05, standard deviation 7; conservative tests fewer
        Random random = new Random(11);
        int[] found = new int[ALL.size()];
        for (int sample = 0; sample < 1000; sample++) {
            Paired values = Pairs.random(30, random, random::nextGaussian);
            for (int i = 0; i < found.length; i++) {
                found[i] += ALL.get(i).of(values).p() <= 0.05 ? 1 : 0;
            }
        }
        assertThat(found[0]).as("t").isBetween(25, 75);
        assertThat(found[1]).as("wilcoxon").isBetween(25, 75);
        assertThat(found[3]).as("randomisation").isBetween(25, 75);
        assertThat(found[4]).as("sign").isBetween(10, 75);
    }

    @Test
    void nothing_to_decide_is_p_one_and_says_so() {
        for (Significance test : ALL) {
            Outcome same = test.of(Pairs.pairs(new double[] {.5, .2, 0}, new double[] {.5, .2, 0}));
            Outcome none = test.of(Pairs.differences());

            assertThat(same.p()).as(test.toString()).isOne();
            assertThat(same.how()).as(test.toString()).isEqualTo("no query differs");
            assertThat(none.p()).as(test.toString()).isOne();
        }
        assertThat(new StudentT().of(Pairs.differences(.3)).how()).contains("fewer than two");
    }

    @Test
    void tests_are_found_by_their_short_names() {
        assertThat(Significance.named("randomisation")).isEqualTo(new Randomisation(100_000, 42));
        assertThat(Significance.named("t")).isEqualTo(new StudentT());
        assertThat(Significance.named("wilcoxon")).isEqualTo(Wilcoxon.usual());
        assertThat(Significance.named("sign")).isEqualTo(new Signs());
        assertThatThrownBy(() -> Significance.named("f"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"f\"")
                .hasMessageContaining("Maybe");
    }

    @Test
    void refuses_settings_that_make_no_test() {
        assertThatThrownBy(() -> new Randomisation(0, 1)).hasMessageContaining("(0)");
        assertThatThrownBy(() -> new Wilcoxon(Wilcoxon.Zeros.PRATT, 51)).hasMessageContaining("51");
    }
}
