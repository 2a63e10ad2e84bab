package dev.podium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Fusion;
import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.metric.AveragePrecision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** The fusions that learn, on the two queries and three runs of ranx's tests; d1 is the only relevant candidate. */
class TrainedTest {

    private static final Run ONE = Lists.run("one", Lists.of("q1", "d1=1 d2=2 d3=3"), Lists.of("q2", "d1=1 d2=2"));
    private static final Run TWO = Lists.run("two", Lists.of("q1", "d1=3 d2=2"), Lists.of("q2", "d1=1 d3=3"));
    private static final Run THREE = Lists.run("three", Lists.of("q1", "d3=1"), Lists.of("q2", "d2=2 d3=3"));
    private static final List<Run> RUNS = List.of(ONE, TWO, THREE);
    private static final Qrels QRELS = qrels(Map.of("d1", 1));

    @Test
    void posfuse_learns_what_each_rank_is_worth() {
        // run one has d1 at rank 3 of q1 (the only list that long) and rank 2 of q2
        PosFuse fused = PosFuse.fit(RUNS, QRELS);

        assertThat(fused.probabilities()).containsExactly(List.of(0.0, 0.5, 1.0), List.of(0.5, 0.5), List.of(0.0, 0.0));
        assertScores(fused, "q1", 1.0 + 0.5, 0.5 + 0.5, 0);
        assertScores(fused, "q2", 0.5 + 0.5, 0, 0.5);
    }

    @Test
    void slidefuse_smooths_over_neighbours_that_the_list_has() {
        // ranx's tests: window 1, then window 2
        SlideFuse one = SlideFuse.fit(RUNS, QRELS, 1);
        assertScores(one, "q1", 1.5 / 2 + 1.0 / 2, 1.5 / 3 + 1.0 / 2, 0.5 / 2);
        assertScores(one, "q2", 0.5 / 2 + 1.0 / 2, 0.5 / 2, 1.0 / 2);

        SlideFuse two = SlideFuse.fit(RUNS, QRELS, 2);
        assertScores(two, "q1", 1.5 / 3 + 1.0 / 2, 1.5 / 3 + 1.0 / 2, 1.5 / 3);

        assertThat(new SlideFuse(PosFuse.fit(RUNS, QRELS).probabilities(), 0).fuse(of("q1")))
                .isEqualTo(PosFuse.fit(RUNS, QRELS).fuse(of("q1")));
        assertThat(new SlideFuse(one.probabilities(), Integer.MAX_VALUE)
                        .fuse(of("q1"))
                        .size())
                .isEqualTo(3);
    }

    @Test
    void mapfuse_divides_average_precision_by_rank() {
        // AP of one: (1/3 + 1/2) / 2, of two: (1 + 1/2) / 2, of three: 0
        MapFuse fused = MapFuse.fit(RUNS, QRELS);
        double one = (1 / 3.0 + 1 / 2.0) / 2;

        assertThat(fused.averagePrecisions().get(0)).isCloseTo(one, within(1e-15));
        assertThat(fused.averagePrecisions().subList(1, 3)).containsExactly(0.75, 0.0);
        assertScores(fused, "q1", one / 3 + 0.75, one / 2 + 0.75 / 2, one);
        assertScores(fused, "q2", one / 2 + 0.75 / 2, one, 0.75);
    }

    @Test
    void probfuse_divides_the_worth_of_a_segment_by_its_number() {
        // ranx's test, two segments; q1 of run one is cut after rank 2, and its second segment is all relevant
        ProbFuse fused = ProbFuse.fit(RUNS, QRELS, 2);

        assertThat(fused.probabilities()).containsExactly(List.of(0.0, 1.0), List.of(0.5, 0.5), List.of(0.0, 0.0));
        assertScores(fused, "q1", 1.0 / 2 + 0.5, 0.5 / 2, 0);
        assertScores(fused, "q2", 1.0 / 2 + 0.5 / 2, 0, 0.5);
        assertThat(ProbFuse.fit(RUNS, QRELS, 50).fuse(of("q1")).size()).isEqualTo(3);
    }

    @Test
    void segfuse_weighs_scores_by_the_worth_of_their_segment() {
        // one relevant in the first five ranks of both queries: 1/5; of run three none
        SegFuse fused = SegFuse.fit(RUNS, QRELS);

        assertThat(fused.probabilities().get(0)).containsExactly(0.2, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        assertThat(fused.probabilities().get(2)).containsOnly(0.0);
        assertScores(fused, "q1", 0.2 * (1 + 1) + 0.2 * (1 + 3), 0.2 * (1 + 2) + 0.2 * (1 + 2), 0.2 * (1 + 3));
        assertScores(fused, "q2", 0.2 * (1 + 1) + 0.2 * (1 + 1), 0.2 * (1 + 2), 0.2 * (1 + 3));
    }

    @Test
    void segfuse_ends_its_segments_at_5_15_35() {
        SegFuse fused = new SegFuse(List.of(List.of(0.8, 0.4, 0.2)));
        StringBuilder deep = new StringBuilder();
        for (int rank = 1; rank <= 40; rank++) {
            deep.append(rank == 1 ? "" : " ").append("d").append(rank).append("=0");
        }
        Ranking ranking = fused.fuse(List.of(Lists.of(deep.toString())));

        assertThat(Lists.score(ranking, "d5")).isEqualTo(0.8);
        assertThat(Lists.score(ranking, "d6")).isEqualTo(0.4);
        assertThat(Lists.score(ranking, "d15")).isEqualTo(0.4);
        assertThat(Lists.score(ranking, "d16")).isEqualTo(0.2);
        assertThat(Lists.score(ranking, "d35")).isEqualTo(0.2);
        assertThat(Lists.score(ranking, "d36")).isZero();
    }

    @Test
    void bayesfuse_adds_log_odds_and_grants_what_is_missing_one_in_a_thousand() {
        // one relevant in the first five ranks of both queries: 1/5, odds 1 to 4; of run three none: 1 to 999
        BayesFuse fused = BayesFuse.fit(RUNS, QRELS);
        double floor = Math.log(0.001 / 0.999);
        double seen = Math.log(0.2 / 0.8);

        assertThat(fused.logOdds().get(0).get(0)).isCloseTo(seen, within(1e-12));
        assertThat(fused.logOdds().get(0).get(1)).isEqualTo(floor);
        assertScores(fused, "q1", seen + seen + floor, seen + seen + floor, seen + floor + floor);
    }

    @Test
    void bayesfuse_stays_finite_where_everything_is_relevant() {
        Run run = Lists.run("all", Lists.of("q1", "d1=5 d2=4 d3=3 d4=2 d5=1"));
        SequencedMap<String, Map<String, Integer>> all = new LinkedHashMap<>();
        all.put("q1", Map.of("d1", 1, "d2", 1, "d3", 1, "d4", 1, "d5", 1));

        assertThat(BayesFuse.fit(List.of(run), new Qrels(all))
                        .logOdds()
                        .getFirst()
                        .getFirst())
                .isEqualTo(Math.log(1 / 0.001));
    }

    @Test
    void mixed_learns_the_weights_of_the_best_grid_point() {
        // d1 alone is relevant: run two ranks it highest, so all weight goes where it is first
        Mixed fused = Mixed.fit(List.of(THREE, TWO), QRELS);

        assertThat(fused.weights().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(1, within(1e-12));
        assertThat(Tuning.grid(List.of(fused), List.of(THREE, TWO), QRELS, new AveragePrecision(1, 0)))
                .isEqualTo(List.of(Tuning.weights(2, 0.1).stream()
                        .map(Mixed::new)
                        .map(mixed -> Tuning.grid(
                                        List.of(mixed), List.of(THREE, TWO), QRELS, new AveragePrecision(1, 0))
                                .getFirst())
                        .max(Double::compare)
                        .orElseThrow()));
    }

    @Test
    void a_fitted_fusion_wants_as_many_rankings_as_it_learned_from() {
        for (String name :
                List.of("posfuse", "mapfuse", "segfuse", "bayesfuse", "probfuse(segments=2)", "slidefuse(window=1)")) {
            Fusion fused = Fusions.fit(name, RUNS, QRELS);
            assertThatThrownBy(() -> fused.fuse(of("q1").subList(0, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("There are 2 rankings to be fused by " + fused + ", which learned from 3.");
        }
    }

    @Test
    void nothing_is_learned_from_nothing() {
        Qrels others = new Qrels(new LinkedHashMap<>(Map.of("elsewhere", Map.of("d1", 1))));

        assertThatThrownBy(() -> PosFuse.fit(RUNS, others))
                .hasMessageContaining("The run \"one\" has none of the 1 judged queries");
        assertThatThrownBy(() -> PosFuse.fit(List.of(), QRELS)).hasMessageContaining("at least one run");
        assertThatThrownBy(() -> ProbFuse.fit(RUNS, QRELS, 0)).hasMessageContaining("segments (0)");
        assertThatThrownBy(() -> SlideFuse.fit(RUNS, QRELS, -1)).hasMessageContaining("window (-1)");
        assertThatThrownBy(() -> new PosFuse(List.of(List.of(1.5)))).hasMessageContaining("1.5 of PosFuse");
        assertThatThrownBy(() -> new BayesFuse(List.of(List.of(0.0)))).hasMessageContaining("9 bins");
        assertThatThrownBy(() -> new ProbFuse(List.of(List.of(0.1), List.of(0.1, 0.2))))
                .hasMessageContaining("as many segments");
    }

    @Test
    void a_norm_is_applied_before_training_too() {
        Fusion fused = Fusions.fit("mixed(norm=min-max)", List.of(THREE, TWO), QRELS);

        assertThat(fused).isInstanceOf(Normalised.class);
        assertThat(fused.toString()).startsWith("mixed(weights=[").endsWith(", norm=min-max)");
    }

    private static void assertScores(Fusion fusion, String query, double d1, double d2, double d3) {
        Ranking ranking = fusion.fuse(of(query));
        assertThat(Lists.score(ranking, "d1")).isCloseTo(d1, within(1e-12));
        assertThat(Lists.score(ranking, "d2")).isCloseTo(d2, within(1e-12));
        assertThat(Lists.score(ranking, "d3")).isCloseTo(d3, within(1e-12));
    }

    private static List<Ranking> of(String query) {
        return RUNS.stream().map(run -> run.rankings().get(query)).toList();
    }

    private static Qrels qrels(Map<String, Integer> ofEach) {
        SequencedMap<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        grades.put("q1", ofEach);
        grades.put("q2", ofEach);
        return new Qrels(grades);
    }
}
