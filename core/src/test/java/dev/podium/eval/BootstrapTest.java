package dev.podium.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.eval.Bootstrap.Kind;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    @Test
    void over_every_resample_the_ends_agree_with_numpy() {
        // all 5^5 resamples; numpy 2 quantile for both, and BCa's shares .024872 and .974870 from SciPy's normal curve
        double[] differences = {.11, -.04, .18, .02, .07};
        double[] means = new double[3125];
        for (int i = 0; i < means.length; i++) {
            double sum = 0;
            for (int k = 0, rest = i; k < 5; k++, rest /= 5) {
                sum += differences[rest % 5];
            }
            means[i] = sum / 5;
        }

        Interval percentile = new Bootstrap(Kind.PERCENTILE, 100, .95, 1).ofMeans(means, differences);
        Interval bca = new Bootstrap(Kind.BCA, 100, .95, 1).ofMeans(means, differences);

        assertThat(percentile.low()).isCloseTo(.004, within(1e-12));
        assertThat(percentile.high()).isCloseTo(.134, within(1e-12));
        assertThat(bca.low()).isCloseTo(.004, within(1e-12));
        assertThat(bca.high()).isCloseTo(.134, within(1e-12));
    }

    @Test
    void drawn_intervals_come_close_to_scipys() {
        // SciPy 1.17.1 stats.bootstrap with 400,000 resamples: BCa [.0010, .0650], percentile [.00125, .0650]
        double[] differences = new double[40];
        for (int i = 0; i < 40; i++) {
            differences[i] = ((i * i * 7) % 41) / 100.0 - .17;
        }
        Paired values = Pairs.differences(differences);

        Interval bca = new Bootstrap(Kind.BCA, 100_000, .95, 5).of(values);
        Interval percentile = new Bootstrap(Kind.PERCENTILE, 100_000, .95, 5).of(values);

        assertThat(bca.low()).isCloseTo(.0010, within(.0008));
        assertThat(bca.high()).isCloseTo(.0650, within(.0008));
        assertThat(percentile.low()).isCloseTo(.00125, within(.0008));
        assertThat(percentile.high()).isCloseTo(.0650, within(.0008));
    }

    @Test
    void bca_leans_towards_the_long_tail() {
        double[] skewed = {0, 0, 0, 0, 0, 0, 0, .01, .02, .03, .05, .9};
        Paired values = Pairs.differences(skewed);

        Interval bca = new Bootstrap(Kind.BCA, 20_000, .95, 3).of(values);
        Interval percentile = new Bootstrap(Kind.PERCENTILE, 20_000, .95, 3).of(values);

        assertThat(bca.low()).isGreaterThanOrEqualTo(percentile.low());
        assertThat(bca.high()).isGreaterThan(percentile.high());
    }

    @Test
    void covers_the_truth_about_as_often_as_it_says() {
        // 400 samples of 40: about 380 cover, standard deviation 4.4; the bootstrap is known to cover a little less
        Random random = new Random(8);
        int covered = 0;
        for (int sample = 0; sample < 400; sample++) {
            Paired values = Pairs.random(40, random, () -> 0.1 + random.nextGaussian());
            covered += new Bootstrap(Kind.BCA, 1000, .95, sample).of(values).contains(0.1) ? 1 : 0;
        }
        assertThat(covered).isBetween(355, 395);
    }

    @Test
    void repeats_with_its_seed() {
        assertThat(Bootstrap.usual().of(Pairs.ten()))
                .isEqualTo(Bootstrap.usual().of(Pairs.ten()));
    }

    @Test
    void without_spread_it_is_a_point() {
        Paired values = Pairs.pairs(new double[] {.5, .5}, new double[] {.25, .25});

        assertThat(Bootstrap.usual().of(values)).isEqualTo(new Interval(.25, .25, .95));
    }

    @Test
    void refuses_too_few_resamples_impossible_levels_and_no_pairs() {
        assertThatThrownBy(() -> new Bootstrap(Kind.BCA, 99, .95, 1)).hasMessageContaining("(99)");
        assertThatThrownBy(() -> new Bootstrap(Kind.BCA, 1000, 1, 1)).hasMessageContaining("(1.0)");
        assertThatThrownBy(() -> Bootstrap.usual().of(Pairs.differences())).hasMessageContaining("at least one pair");
    }
}
