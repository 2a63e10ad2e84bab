package dev.podium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Given;
import dev.podium.Ranking;
import dev.podium.Scale;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every fusion keeps, whatever it computes. */
class FusionLawsTest {

    private static final List<String> BY_RANK = List.of(
            "rrf",
            "rrf(k=0)",
            "rbc(phi=0.8)",
            "isr",
            "log_isr",
            "logn_isr",
            "bordafuse",
            "w_bordafuse",
            "condorcet",
            "w_condorcet",
            "combsum(norm=rank)",
            "combmnz(norm=borda)");
    private static final List<String> BY_SCORE = List.of(
            "combsum",
            "combmax",
            "combmin",
            "combmed",
            "combanz",
            "combmnz",
            "combgmnz(gamma=2)",
            "wsum",
            "wmnz",
            "mixed",
            "zscore",
            "combsum(norm=min-max)",
            "combmnz(norm=min-max-inverted)",
            "wsum(norm=zmuv)",
            "combmax(norm=max)",
            "combanz(norm=sum)");

    private static List<String> all() {
        List<String> all = new ArrayList<>(BY_RANK);
        all.addAll(BY_SCORE);
        return all;
    }

    @Test
    void returns_every_candidate_of_any_list_once_and_untouched() {
        Given.cases(200, random -> {
            List<Ranking> lists = Lists.random(random);
            Set<Candidate> union = new LinkedHashSet<>();
            lists.forEach(list -> union.addAll(list.candidates()));
            for (String name : all()) {
                Ranking fused = Fusions.parse(name).fuse(lists);
                assertThat(fused.candidates()).as(name).containsExactlyInAnyOrderElementsOf(union);
                assertThat(fused.query()).isEqualTo(lists.getFirst().query());
            }
        });
    }

    @Test
    void one_ranking_keeps_its_order() {
        Given.cases(200, random -> {
            Ranking one = Given.ranking(random, random.nextInt(30));
            for (String name : all()) {
                if (!name.contains("inverted")) {
                    assertThat(Fusions.parse(name).fuse(List.of(one)).ids())
                            .as(name)
                            .isEqualTo(one.ids());
                }
            }
        });
    }

    @Test
    void the_order_of_the_lists_does_not_change_a_score() {
        Given.cases(200, random -> {
            List<Ranking> lists = Lists.random(random);
            List<Ranking> shuffled = new ArrayList<>(lists);
            Collections.shuffle(shuffled, random);
            for (String name : all()) {
                if (!name.contains("condorcet")) { // whose circles are cut where the ties' order says
                    assertThat(scores(Fusions.parse(name).fuse(shuffled)))
                            .as(name)
                            .isEqualTo(scores(Fusions.parse(name).fuse(lists)));
                }
            }
        });
    }

    @Test
    void ties_stand_by_best_rank_and_then_by_first_appearance() {
        // a, b, c, d all get one vote of the same size under max; b is the best of list 2, c second of 1, d second of 2
        List<Ranking> lists = List.of(Lists.of("a=1 c=1"), Lists.of("b=1 d=1"));

        assertThat(new CombMax().fuse(lists).ids()).containsExactly("a", "b", "c", "d");
        assertThat(new Rrf(60).fuse(lists).ids()).containsExactly("a", "b", "c", "d");
        // c stands second in the first list, but first in the last: its best rank counts
        List<Ranking> three = List.of(Lists.of("a=1 c=1"), Lists.of("b=1 d=1"), Lists.of("c=1"));
        assertThat(new CombMax().fuse(three).ids()).containsExactly("a", "b", "c", "d");
        assertThat(new CombMax().fuse(three.reversed()).ids()).containsExactly("c", "b", "a", "d");
    }

    @Test
    void same_ranks_from_other_lists_tie_exactly() {
        // 1/61 + 1/62 + 1/63 for each, though summed in the order of the lists they would differ in the last bit
        List<Ranking> cycle = List.of(Lists.of("a=3 b=2 c=1"), Lists.of("b=3 c=2 a=1"), Lists.of("c=3 a=2 b=1"));

        assertThat(new Rrf(60).fuse(cycle).scores())
                .containsOnly(new Rrf(60).fuse(cycle).scores()[0]);
    }

    @Test
    void a_candidate_comes_back_as_the_first_list_holds_it() {
        Candidate known = Candidate.of("a", "text");
        Ranking texts = Ranking.inOrder(Lists.of("").query(), List.of(known));

        assertThat(new Rrf(60)
                        .fuse(List.of(texts, Lists.of("a=1 b=0")))
                        .candidates()
                        .getFirst())
                .isEqualTo(known);
    }

    @Test
    void a_condorcet_winner_wins_and_nobody_stands_below_one_it_beats() {
        Given.cases(200, random -> {
            List<Ranking> lists = Lists.random(random);
            List<String> elected = new Condorcet().fuse(lists).ids();
            for (int i = 1; i < elected.size(); i++) {
                assertThat(votes(lists, elected.get(i), elected.get(i - 1))).isNotPositive();
            }
            for (String one : elected) {
                if (elected.stream().allMatch(other -> other.equals(one) || votes(lists, one, other) > 0)) {
                    assertThat(elected.getFirst()).isEqualTo(one);
                }
            }
        });
    }

    @Test
    void weights_of_one_each_change_nothing_and_a_weight_of_zero_silences() {
        Given.cases(200, random -> {
            List<Ranking> lists = Lists.random(random).subList(0, 2);
            assertThat(new WSum(List.of(1.0, 1.0)).fuse(lists)).isEqualTo(new CombSum().fuse(lists));
            assertThat(new WeightedBordaFuse(List.of(1.0, 1.0)).fuse(lists)).isEqualTo(new BordaFuse().fuse(lists));
            assertThat(new WeightedCondorcet(List.of(2.0, 2.0)).fuse(lists)).isEqualTo(new Condorcet().fuse(lists));
            assertThat(new CombGmnz(0).fuse(lists)).isEqualTo(new CombSum().fuse(lists));
            assertThat(new CombGmnz(1).fuse(lists)).isEqualTo(new CombMnz().fuse(lists));
            assertThat(new LogNIsr(0).fuse(lists)).isEqualTo(new LogIsr().fuse(lists));
            List<String> first = lists.getFirst().ids();
            assertThat(new WeightedCondorcet(List.of(1.0, 0.0))
                            .fuse(lists)
                            .ids()
                            .subList(0, first.size()))
                    .isEqualTo(first);
        });
    }

    @Test
    void scores_that_only_tell_an_order_are_refused_by_name_unless_a_norm_by_rank_makes_scores_of_them() {
        Ranking scored = Lists.of("a=3 b=2");
        Ranking ordinal = Ranking.inOrder(scored.query(), scored.candidates());
        for (String name : BY_SCORE) {
            assertThatThrownBy(() -> Fusions.parse(name).fuse(List.of(scored, ordinal)))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ranking 2 of query \"q\" only tell an order");
        }
        for (String name : BY_RANK) {
            assertThat(Fusions.parse(name).fuse(List.of(scored, ordinal)).ids())
                    .as(name)
                    .containsExactly("a", "b");
        }
        // nothing is added of an empty ranking, whatever its scale
        assertThat(new CombSum().fuse(List.of(scored, ordinal.top(0))).ids()).containsExactly("a", "b");
        assertThat(new Condorcet().fuse(List.of(scored)).scale()).isEqualTo(Scale.ORDINAL);
    }

    @Test
    void infinite_scores_are_refused_where_they_would_be_added() {
        Ranking infinite = Lists.of("a=1 b=-Infinity");

        assertThatThrownBy(() -> new CombSum().fuse(List.of(infinite)))
                .hasMessageContaining("The score -Infinity of candidate \"b\" in ranking 1");
        assertThatThrownBy(() -> new ZmuvNorm().normalise(List.of(infinite))).hasMessageContaining("-Infinity");
        assertThat(new Rrf(60).fuse(List.of(infinite)).ids()).containsExactly("a", "b");
    }

    @Test
    void rankings_of_different_queries_and_no_rankings_are_refused() {
        assertThatThrownBy(() -> new Rrf(60).fuse(List.of(Lists.of("q1", "a=1"), Lists.of("q2", "a=1"))))
                .hasMessageContaining("query \"q2\" cannot be fused with one of query \"q1\"");
        for (String name : all()) {
            assertThatThrownBy(() -> Fusions.parse(name).fuse(List.of()))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least one ranking");
        }
    }

    @Test
    void constants_out_of_range_are_refused_by_name_and_value() {
        assertThatThrownBy(() -> new Rrf(-1)).hasMessageContaining("k (-1)");
        assertThatThrownBy(() -> new Rbc(1)).hasMessageContaining("phi (1.0)");
        assertThatThrownBy(() -> new Rbc(Double.NaN)).hasMessageContaining("phi (NaN)");
        assertThatThrownBy(() -> new LogNIsr(1.5)).hasMessageContaining("sigma (1.5)");
        assertThatThrownBy(() -> new CombGmnz(Double.NaN)).hasMessageContaining("gamma (NaN)");
        assertThatThrownBy(() -> new WSum(List.of(Double.NaN))).hasMessageContaining("weight NaN");
        assertThatThrownBy(() -> new WSum(List.of(1.0)).fuse(List.of(Lists.of(""), Lists.of(""))))
                .hasMessageContaining("There are 2 rankings to be fused by wsum(weights=[1.0]), which has 1 weights.");
        assertThat(new Rrf(Integer.MAX_VALUE).fuse(List.of(Lists.of("a=1 b=0"))).scores()[0])
                .isPositive();
    }

    private static int votes(List<Ranking> lists, String one, String other) {
        int votes = 0;
        for (Ranking list : lists) {
            int a = list.ids().indexOf(one);
            int b = list.ids().indexOf(other);
            votes += a == b ? 0 : b < 0 || (a >= 0 && a < b) ? 1 : -1;
        }
        return votes;
    }

    private static Map<String, Double> scores(Ranking ranking) {
        Map<String, Double> scores = new HashMap<>();
        ranking.forEach(hit -> scores.put(hit.candidate().id(), hit.score()));
        return scores;
    }

    @Test
    void hand_worked_rbc_and_isr() {
        // rbc(0.5): a 0.5, b 0.25 + 0.5, c 0.25; isr: b (1/4 + 1) * 2, a 1, c 1/4
        List<Ranking> lists = List.of(Lists.of("a=2 b=1"), Lists.of("b=2 c=1"));

        assertThat(new Rbc(0.5).fuse(lists).scores()).containsExactly(0.75, 0.5, 0.25);
        assertThat(new Isr().fuse(lists).scores()).containsExactly(2.5, 1, 0.25);
        assertThat(Lists.score(new CombGmnz(2).fuse(lists), "b")).isCloseTo(3 * 4, within(1e-12));
        assertThat(Lists.score(new Mixed(List.of(1.0, 0.5)).fuse(lists), "b"))
                .isCloseTo(2 * Math.sqrt(2), within(1e-12)); // (1 * 1 + 0.5 * 2) * sqrt 2
    }
}
