package dev.podium.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.eval.Paired.Missing;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedTest {

    @Test
    void lines_up_by_query_and_not_by_position() {
        Paired values = Paired.of(Pairs.values("b", .2, "a", .9), Pairs.values("a", .4, "b", .1), Missing.REFUSE);

        assertThat(values.queries()).containsExactly("a", "b");
        assertThat(values.system(0)).isEqualTo(.9);
        assertThat(values.baseline(0)).isEqualTo(.4);
        assertThat(values.differences()).containsExactly(.9 - .4, .2 - .1);
    }

    @Test
    void a_missing_query_is_refused_counted_as_zero_or_left_out() {
        var system = Pairs.values("a", .9, "c", .3);
        var baseline = Pairs.values("a", .4, "b", .1);

        assertThatThrownBy(() -> Paired.of(system, baseline, Missing.REFUSE))
                .hasMessageContaining("2 queries")
                .hasMessageContaining("b, c")
                .hasMessageContaining("trec_eval -c");

        Paired zero = Paired.of(system, baseline, Missing.ZERO);
        assertThat(zero.queries()).containsExactly("a", "b", "c");
        assertThat(zero.system(1)).isZero();
        assertThat(zero.baseline(2)).isZero();
        assertThat(zero.leftOut()).isZero();

        Paired drop = Paired.of(system, baseline, Missing.DROP);
        assertThat(drop.queries()).containsExactly("a");
        assertThat(drop.leftOut()).isEqualTo(2);
    }

    @Test
    void refuses_what_is_no_pair() {
        assertThatThrownBy(() -> Paired.of(List.of("a"), new double[] {1}, new double[] {1, 2}))
                .hasMessageContaining("1 queries, 1 values of the system and 2 of the baseline");
        assertThatThrownBy(() -> Paired.of(List.of("a", "a"), new double[2], new double[2]))
                .hasMessageContaining("\"a\" stands twice");
        assertThatThrownBy(() -> Paired.of(List.of("a"), new double[] {Double.NaN}, new double[1]))
                .hasMessageContaining("NaN");
    }

    @Test
    void wins_ties_and_losses_add_up() {
        // 0.1 + 0.2 is not 0.3 in binary, and a tie all the same
        WinTieLoss counts =
                WinTieLoss.of(Pairs.pairs(new double[] {.1 + .2, .5, .1, .2}, new double[] {.3, .4, .2, .2}));

        assertThat(counts).isEqualTo(new WinTieLoss(1, 2, 1));
        assertThat(counts).hasToString("1/2/1");
    }

    @Test
    void means_are_the_means_of_the_columns() {
        Paired values = Pairs.pairs(new double[] {1, 0, .5}, new double[] {.25, .25, .25});

        assertThat(values.systemMean()).isEqualTo(.5);
        assertThat(values.baselineMean()).isEqualTo(.25);
        assertThat(values.meanDifference()).isEqualTo(.25);
    }
}
