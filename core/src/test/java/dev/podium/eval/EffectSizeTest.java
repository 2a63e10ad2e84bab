package dev.podium.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Literals: SciPy 1.17.1 (nct inverted by brentq) and statsmodels 0.15.0 TTestPower. */
class EffectSizeTest {

    @Test
    void cohen_and_hedges_agree_with_scipy() {
        EffectSize effect = EffectSize.of(Pairs.differences(.11, -.04, .18, .02, .17, .21, -.08, .12, .05, -.01), .95);

        assertThat(effect.d()).isCloseTo(0.7315868257166078, within(1e-13));
        assertThat(effect.g()).isCloseTo(0.6685788311886219, within(1e-13));
        assertThat(effect.interval().low()).isCloseTo(0.01257785308186391, within(1e-10));
        assertThat(effect.interval().high()).isCloseTo(1.4197034340382886, within(1e-10));
        assertThat(effect.word()).isEqualTo("medium");
    }

    @Test
    void turning_the_systems_round_turns_the_effect() {
        Paired ten = Pairs.ten();
        double[] turned =
                java.util.Arrays.stream(ten.differences()).map(x -> -x).toArray();

        EffectSize there = EffectSize.of(ten, .9);
        EffectSize back = EffectSize.of(Pairs.differences(turned), .9);

        assertThat(back.d()).isCloseTo(-there.d(), within(1e-12));
        assertThat(back.interval().low()).isCloseTo(-there.interval().high(), within(1e-10));
        assertThat(back.interval().high()).isCloseTo(-there.interval().low(), within(1e-10));
    }

    @Test
    void without_spread_the_effect_is_none_or_without_bound() {
        assertThat(EffectSize.of(Pairs.differences(0, 0, 0), .95).d()).isZero();
        assertThat(EffectSize.of(Pairs.differences(.5, .5), .95).d()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(EffectSize.of(Pairs.differences(.5), .95).interval().contains(100))
                .isTrue();
    }

    @Test
    void power_agrees_with_statsmodels() {
        assertThat(TopicsNeeded.power(0.3, 50, .05)).isCloseTo(0.5476570389705147, within(1e-9));
        assertThat(TopicsNeeded.power(0.15, 225, .05)).isCloseTo(0.6104210036699501, within(1e-9));
        assertThat(TopicsNeeded.power(-0.8, 10, .01)).isCloseTo(0.3096979155434131, within(1e-9));
    }

    @Test
    void topics_needed_agree_with_statsmodels_rounded_up() {
        // solve_power gives 89.15, 350.76, 4204.89 and 11.52
        assertThat(TopicsNeeded.of(0.3, 50, .05, .8).needed()).hasValue(90);
        assertThat(TopicsNeeded.of(0.15, 50, .05, .8).needed()).hasValue(351);
        assertThat(TopicsNeeded.of(-0.05, 50, .05, .9).needed()).hasValue(4205);
        assertThat(TopicsNeeded.of(1.2, 50, .01, .8).needed()).hasValue(12);
    }

    @Test
    void says_how_many_more_in_a_sentence() {
        assertThat(TopicsNeeded.of(0.15, 50, .05, .8))
                .hasToString("An effect of this size (d = 0.15) is found by 50 topics in 18% of cases; for 80% it takes"
                        + " 351 topics, 301 more (two-sided paired t-test at 0.05).");
        assertThat(TopicsNeeded.of(0.8, 50, .05, .8).more()).hasValue(0);
        assertThat(TopicsNeeded.of(0.8, 50, .05, .8)).asString().endsWith("15 are enough for 80%.");
    }

    @Test
    void no_effect_is_never_found() {
        TopicsNeeded none = TopicsNeeded.of(Pairs.differences(0, 0, 0), .05, .8);

        assertThat(none.needed()).isEqualTo(OptionalInt.empty());
        assertThat(none.powerNow()).isCloseTo(.05, within(1e-9));
        assertThat(none).asString().contains("no collection of up to 1,000,000 topics");
    }

    @Test
    void refuses_a_power_below_the_level() {
        assertThatThrownBy(() -> TopicsNeeded.of(Pairs.ten(), .05, .01)).hasMessageContaining("0.01");
    }
}
