package dev.podium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Fusion;
import dev.podium.Qrels;
import dev.podium.Run;
import dev.podium.metric.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FusionsTest {

    @Test
    void knows_the_25_methods_of_ranx_and_the_z_score_sum() {
        assertThat(Fusions.names()).hasSize(26).doesNotHaveDuplicates().contains("combmnz", "segfuse", "zscore");
    }

    @Test
    void what_a_fusion_prints_is_parsed_back_to_an_equal_one() {
        for (Fusion fusion : List.of(
                new Rrf(7),
                new Rbc(0.85),
                new LogNIsr(0.5),
                new CombGmnz(-1e-3),
                new WSum(List.of(0.7, -0.3, 1e9)),
                new Wmnz(List.of()),
                new Mixed(List.of(1.0)),
                new WeightedBordaFuse(List.of(1.0, 2.0)),
                new WeightedCondorcet(List.of(1.0, 2.0)),
                new ZScoreSum(List.of(1.0, 0.5)),
                new BordaNorm().then(new Rrf(60)),
                new MinMaxInvertedNorm().then(new ZScoreSum(List.of(1.0, 0.5))))) {
            assertThat(Fusions.parse(fusion.toString())).isEqualTo(fusion);
        }
    }

    @Test
    void capitals_dashes_and_ranx_names_mean_the_same() {
        assertThat(Fusions.parse("RRF")).isEqualTo(new Rrf(60));
        assertThat(Fusions.parse(" CombMNZ ")).isEqualTo(new CombMnz());
        assertThat(Fusions.parse("comb_mnz")).isEqualTo(new CombMnz());
        assertThat(Fusions.parse("mnz")).isEqualTo(new CombMnz());
        assertThat(Fusions.parse("LogISR")).isEqualTo(new LogIsr());
        assertThat(Fusions.parse("weighted_sum( weights = [1 , 2] )")).isEqualTo(new WSum(List.of(1.0, 2.0)));
        assertThat(Fusions.parse("rrf()")).isEqualTo(new Rrf(60));
    }

    @Test
    void says_what_was_meant() {
        fails("rff", "There is no fusion \"rff\".\nMaybe \"rrf\"");
        fails("combnmz(norm=max)", "Maybe \"combmnz\"");
        fails("rrf(q=60)", "There is no parameter of rrf \"q\".\nMaybe \"k\"");
        fails("rrf(k=six)", "must be a whole number, not \"six\"");
        fails("wsum(weights=[a])", "must be a number, not \"a\"");
        fails("wsum(weights=[])", "must be a number, not \"\"");
        fails("rrf(60)", "must read parameter=value");
        fails("rrf(k=60", "is no name of a fusion");
        fails("rrf(k=60, k=61)", "stands twice");
        fails("rbc", "needs its parameter \"phi\".\nMaybe rbc(phi=0.9).");
        fails("combsum(norm=minmx)", "There is no normalisation \"minmx\"");
        fails("posfuse", "learns from judged queries");
        fails("", "is no name of a fusion");
        assertThatThrownBy(() -> Fusions.fit("probfuse", List.of(), new Qrels(new LinkedHashMap<>())))
                .hasMessageContaining("segments=25");
    }

    @Test
    void fuses_runs_query_by_query_and_takes_a_missing_query_as_empty() {
        Run one = Lists.run("one", Lists.of("q1", "a=2 b=1"), Lists.of("q2", "a=1"));
        Run two = Lists.run("two", Lists.of("q3", "c=1"), Lists.of("q1", "b=2"));

        Run fused = Fusions.fuse(new Rrf(60), "both", List.of(one, two));

        assertThat(fused.tag()).isEqualTo("both");
        assertThat(fused.rankings().keySet()).containsExactly("q1", "q2", "q3");
        assertThat(fused.rankings().get("q1").ids()).containsExactly("b", "a");
        assertThat(fused.rankings().get("q3").ids()).containsExactly("c");
    }

    @Test
    void weights_share_one_in_steps() {
        assertThat(Tuning.weights(2, 0.5)).containsExactly(List.of(1.0, 0.0), List.of(0.5, 0.5), List.of(0.0, 1.0));
        // 10 steps among 3 lists: (10 + 2) over 2
        assertThat(Tuning.weights(3, 0.1)).hasSize(66);
        assertThatThrownBy(() -> Tuning.weights(2, 0.3)).hasMessageContaining("step (0.3)");
        assertThatThrownBy(() -> Tuning.weights(2, 0)).hasMessageContaining("step (0.0)");
        assertThatThrownBy(() -> Tuning.weights(0, 0.1)).hasMessageContaining("not 0");
    }

    @Test
    void tuning_takes_the_first_of_the_best() {
        // d is relevant: the second list puts it first, so weight on it is worth AP 1 as soon as it outweighs
        Run one = Lists.run("one", Lists.of("q1", "a=1 d=0"));
        Run two = Lists.run("two", Lists.of("q1", "d=1 a=0"));
        Qrels qrels = new Qrels(new LinkedHashMap<>(Map.of("q1", Map.of("d", 1))));
        List<WSum> choices = Tuning.weights(2, 0.25).stream().map(WSum::new).toList();

        // weights 1, .75: a leads: AP 1/2; .5: a tie, which trec_eval orders by id, d first; then d leads
        assertThat(Tuning.grid(choices, List.of(one, two), qrels, Metrics.parse("AP")))
                .containsExactly(0.5, 0.5, 1.0, 1.0, 1.0);
        assertThat(Tuning.best(choices, List.of(one, two), qrels, Metrics.parse("AP")))
                .isEqualTo(new WSum(List.of(0.5, 0.5)));
        assertThatThrownBy(() -> Tuning.best(List.of(), List.of(one), qrels, Metrics.parse("AP")))
                .hasMessageContaining("nothing to choose from");
    }

    private static void fails(String text, String message) {
        assertThatThrownBy(() -> Fusions.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
