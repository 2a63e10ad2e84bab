package dev.podium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Given;
import dev.podium.Ranking;
import dev.podium.Scale;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalisationTest {

    private static final List<String> NORMS = Fusions.norms();

    @Test
    void there_are_the_seven_of_ranx() {
        assertThat(NORMS).containsExactly("min-max", "min-max-inverted", "max", "sum", "zmuv", "rank", "borda");
        assertThat(Fusions.norm("MIN_MAX")).isEqualTo(new MinMaxNorm());
        assertThat(Fusions.norm("z-score")).isEqualTo(new ZmuvNorm());
        assertThatThrownBy(() -> Fusions.norm("minmx")).hasMessageContaining("Maybe \"min-max\"");
    }

    @Test
    void each_keeps_the_order_but_the_inverted_one_which_turns_it() {
        Given.cases(200, random -> {
            Ranking one = Lists.random(random).getFirst();
            for (String name : NORMS) {
                Ranking normalised = Fusions.norm(name).normalise(List.of(one)).getFirst();
                if (!name.equals("min-max-inverted")) {
                    assertThat(normalised.ids()).as(name).isEqualTo(one.ids());
                }
                if (!one.isEmpty()) {
                    assertThat(normalised.scale()).isEqualTo(Scale.REAL);
                }
            }
        });
        assertThat(new MinMaxInvertedNorm()
                        .normalise(List.of(Lists.of("a=4 b=3 c=0")))
                        .getFirst()
                        .ids())
                .containsExactly("c", "b", "a");
    }

    @Test
    void ranges_are_as_stated() {
        Given.cases(200, random -> {
            Ranking one = Given.ranking(random, 2 + random.nextInt(20));
            if (one.scores()[0] == one.scores()[one.size() - 1]) {
                return;
            }
            double[] minMax = normalised("min-max", one);
            assertThat(minMax[0]).isEqualTo(1);
            assertThat(minMax[minMax.length - 1]).isZero();
            assertThat(Arrays.stream(normalised("sum", one)).sum()).isCloseTo(1, within(1e-12));
            double[] z = normalised("zmuv", one);
            assertThat(Arrays.stream(z).sum()).isCloseTo(0, within(1e-9));
            assertThat(Arrays.stream(z).map(x -> x * x).average().orElseThrow()).isCloseTo(1, within(1e-9));
        });
    }

    @Test
    void a_list_whose_scores_are_all_equal_says_nothing() {
        // the mean of three doubles 0.1 is not 0.1: without care its z-scores would be 1
        for (String name : List.of("min-max", "min-max-inverted", "sum", "zmuv")) {
            assertThat(normalised(name, Lists.of("a=0.1 b=0.1 c=0.1"))).as(name).containsOnly(0);
            assertThat(normalised(name, Lists.of("a=7"))).as(name).containsOnly(0);
        }
        assertThat(normalised("max", Lists.of("a=0 b=0"))).containsOnly(0);
    }

    @Test
    void a_borda_norm_extends_every_list_to_the_union() {
        // n = 3; the second list has d3 first, the others share places 2 and 3: 1/2 - 0 = 1/2 each
        List<Ranking> both = new BordaNorm().normalise(List.of(Lists.of("d1=2 d2=1"), Lists.of("d3=1")));

        assertThat(both.get(1).ids()).containsExactly("d3", "d1", "d2");
        assertThat(both.get(1).scores()).containsExactly(new double[] {1, 0.5, 0.5}, within(1e-15));
        assertThat(new BordaNorm().normalise(List.of(Lists.of(""))).getFirst().isEmpty())
                .isTrue();
    }

    @Test
    void negative_maxima_and_ranges_beyond_doubles_are_refused() {
        assertThatThrownBy(() -> normalised("max", Lists.of("a=-1 b=-2"))).hasMessageContaining("-1.0");
        assertThatThrownBy(() -> normalised("max", Lists.of("a=0 b=-2"))).hasMessageContaining("0.0");
        assertThatThrownBy(() -> normalised("zmuv", Lists.of("a=1e200 b=0"))).hasMessageContaining("too far apart");
    }

    @Test
    void makes_a_fusion_of_a_fusion_that_prints_and_compares() {
        assertThat(new MinMaxNorm().then(new CombSum())).isEqualTo(Fusions.parse("combsum(norm=min-max)"));
        assertThat(new MinMaxNorm().then(new CombSum()).toString()).isEqualTo("combsum(norm=min-max)");
        assertThat(new MinMaxNorm().then(new WSum(List.of(0.5, 2.0))).toString())
                .isEqualTo("wsum(weights=[0.5, 2.0], norm=min-max)");
    }

    private static double[] normalised(String name, Ranking ranking) {
        return Fusions.norm(name).normalise(List.of(ranking)).getFirst().scores();
    }
}
