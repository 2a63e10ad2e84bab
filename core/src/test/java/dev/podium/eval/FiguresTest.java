package dev.podium.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void values_below_one_have_no_zero_before_the_point() {
        assertThat(Figures.value(.6481, 3)).isEqualTo(".648");
        assertThat(Figures.value(1, 3)).isEqualTo("1.000");
        assertThat(Figures.value(-.05, 2)).isEqualTo("-.05");
        assertThat(Figures.value(-1e-9, 3)).isEqualTo(".000");
        assertThat(Figures.value(12.5, 1)).isEqualTo("12.5");
        assertThat(Figures.value(10.05, 2)).isEqualTo("10.05");
    }

    @Test
    void differences_always_have_a_sign() {
        assertThat(Figures.difference(.0531, 3)).isEqualTo("+.053");
        assertThat(Figures.difference(-.0531, 3)).isEqualTo("-.053");
        assertThat(Figures.difference(.0004, 3)).isEqualTo("±.000");
        assertThat(Figures.difference(1.25, 2)).isEqualTo("+1.25");
    }

    @Test
    void p_values_are_never_zero_and_never_more_exact_than_they_are() {
        assertThat(Figures.p(.0031)).isEqualTo("p = .003");
        assertThat(Figures.p(.00001)).isEqualTo("p < .001");
        assertThat(Figures.p(0)).isEqualTo("p < .001");
        assertThat(Figures.p(1)).isEqualTo("p = 1");
        assertThat(Figures.p(.9996)).isEqualTo("p = 1");
    }

    @Test
    void times_choose_their_unit() {
        assertThat(Figures.time(340)).isEqualTo("340 ns");
        assertThat(Figures.time(12_000)).isEqualTo("12 µs");
        assertThat(Figures.time(4.72e6)).isEqualTo("4.7 ms");
        assertThat(Figures.time(7e6)).isEqualTo("7 ms");
        assertThat(Figures.time(1.3e9)).isEqualTo("1.3 s");
        assertThat(Figures.time(150e9)).isEqualTo("2.5 min");
    }

    @Test
    void figures_are_the_same_in_every_country() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Figures.value(.6481, 3)).isEqualTo(".648");
            assertThat(Figures.time(4.72e6)).isEqualTo("4.7 ms");
            assertThat(TopicsNeeded.of(.15, 50, .05, .8).toString())
                    .contains("d = 0.15")
                    .contains("351 topics");
            assertThat(new Randomisation(1000, 42)).hasToString("Fisher randomisation test (B = 1,000, seed 42)");
        } finally {
            Locale.setDefault(before);
        }
    }
}
