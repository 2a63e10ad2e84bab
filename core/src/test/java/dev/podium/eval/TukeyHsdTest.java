package dev.podium.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class TukeyHsdTest {

    private static SequencedMap<String, SequencedMap<String, Double>> three() {
        SequencedMap<String, SequencedMap<String, Double>> table = new LinkedHashMap<>();
        table.put("a", row(.62, .31, .88, .45, .12, .97, .54, .33));
        table.put("b", row(.51, .35, .70, .47, .10, .80, .33, .41));
        table.put("c", row(.70, .42, .85, .60, .20, .99, .61, .30));
        return table;
    }

    private static SequencedMap<String, Double> row(double... values) {
        SequencedMap<String, Double> row = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            row.put("q" + i, values[i]);
        }
        return row;
    }

    @Test
    void one_way_agrees_with_scipy() {
        // SciPy 1.17.1 stats.tukey_hsd
        List<TukeyHsd.Pair> pairs = new TukeyHsd.OneWay().of(three());

        assertThat(pairs).extracting(TukeyHsd.Pair::one).containsExactly("a", "a", "b");
        assertThat(pairs).extracting(TukeyHsd.Pair::other).containsExactly("b", "c", "c");
        assertThat(pairs.get(0).p()).isCloseTo(0.8590090146619672, within(1e-9));
        assertThat(pairs.get(1).p()).isCloseTo(0.9030297056833749, within(1e-9));
        assertThat(pairs.get(2).p()).isCloseTo(0.6104406179821815, within(1e-9));
    }

    @Test
    void blocking_takes_the_spread_between_queries_out() {
        // two-way residuals in numpy, 14 degrees of freedom, SciPy 1.17.1 studentized_range.sf
        List<TukeyHsd.Pair> pairs = new TukeyHsd.Blocked().of(three());

        assertThat(pairs.get(0).difference()).isCloseTo(.06875, within(1e-15));
        assertThat(pairs.get(0).p()).isCloseTo(0.1626024985220078, within(1e-9));
        assertThat(pairs.get(1).p()).isCloseTo(0.2812266497145943, within(1e-9));
        assertThat(pairs.get(2).p()).isCloseTo(0.008608485677105149, within(1e-9));
    }

    @Test
    void randomised_comes_close_to_every_deal_and_repeats() {
        // all 6^8 deals in numpy: .30667, .46299, .00943; standard error of 20,000 draws at most .0035
        TukeyHsd test = new TukeyHsd.Randomised(20_000, 6);

        List<TukeyHsd.Pair> pairs = test.of(three());

        assertThat(pairs.get(0).p()).isCloseTo(.30667, within(.012));
        assertThat(pairs.get(1).p()).isCloseTo(.46299, within(.012));
        assertThat(pairs.get(2).p()).isCloseTo(.00943, within(.003));
        assertThat(test.of(three())).isEqualTo(pairs);
    }

    @Test
    void two_blocked_systems_are_a_paired_t_test() {
        SequencedMap<String, SequencedMap<String, Double>> two = three();
        two.remove("c");
        Paired pair = Paired.of(two.get("a"), two.get("b"), Paired.Missing.REFUSE);

        assertThat(new TukeyHsd.Blocked().of(two).getFirst().p())
                .isCloseTo(new StudentT().of(pair).p(), within(1e-12));
    }

    @Test
    void equal_systems_do_not_differ() {
        SequencedMap<String, SequencedMap<String, Double>> twins = new LinkedHashMap<>();
        twins.put("a", row(.1, .5, .9));
        twins.put("b", row(.1, .5, .9));

        for (TukeyHsd test : List.of(new TukeyHsd.Blocked(), new TukeyHsd.OneWay(), new TukeyHsd.Randomised(99, 1))) {
            assertThat(test.of(twins).getFirst().p()).as(test.toString()).isOne();
        }
    }

    @Test
    void refuses_one_system_one_query_and_unequal_queries() {
        SequencedMap<String, SequencedMap<String, Double>> table = new LinkedHashMap<>();
        table.put("a", row(.1, .2));
        assertThatThrownBy(() -> new TukeyHsd.Blocked().of(table)).hasMessageContaining("at least two systems");
        table.put("b", row(.1, .2, .3));
        assertThatThrownBy(() -> new TukeyHsd.Blocked().of(table)).hasMessageContaining("different queries");
        table.put("a", row(.1));
        assertThatThrownBy(() -> new TukeyHsd.Blocked().of(table)).hasMessageContaining("at least two queries");
    }
}
