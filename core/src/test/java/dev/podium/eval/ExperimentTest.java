package dev.podium.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.LimitReachedException;
import dev.podium.Qrels;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Reranker;
import dev.podium.Retriever;
import dev.podium.Run;
import dev.podium.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentTest {

    private static final Qrels QRELS = Lab.qrels(Map.of(
            "1", Map.of("a", 1, "b", 0),
            "2", Map.of("b", 1),
            "3", Map.of("c", 2)));

    private final Lab.Search search = new Lab.Search("search", id -> List.of("a", "b", "c"));
    private final Lab.Reversed reversed = new Lab.Reversed();

    @Test
    void measures_every_system_on_every_query() {
        Report report = Experiment.of(Lab.queries("1", "2", "3"), QRELS)
                .compare(search, search.then(reversed))
                .by(new Lab.FirstHit(), new Lab.Precision(1))
                .against(search);

        // a b c: RR 1, 1/2, 1/3; c b a: RR 1/3, 1/2, 1
        assertThat(report.system("search").by("RR").values())
                .containsExactlyEntriesOf(Pairs.values("1", 1.0, "2", 0.5, "3", 1.0 / 3));
        assertThat(report.system("search >> reversed").by("RR").values())
                .containsExactlyEntriesOf(Pairs.values("1", 1.0 / 3, "2", 0.5, "3", 1.0));
        assertThat(report.system("search").by("RR").mean()).isCloseTo(11.0 / 18, within(1e-15));
        assertThat(report.metrics()).containsExactly("RR", "P@1");
        assertThat(report.baseline()).isEqualTo("search");
        assertThat(report.best("P@1").name()).isEqualTo("search");

        Comparison first = report.by("RR").getFirst();
        assertThat(first.difference()).isCloseTo(0, within(1e-15));
        assertThat(first.signs()).isEqualTo(new WinTieLoss(1, 1, 1));
        assertThat(first.outcome().p()).isOne();
    }

    @Test
    void a_shared_prefix_runs_once_a_query() {
        Retriever first = search.cut(3);
        Lab.Reversed other = new Lab.Reversed();

        Experiment.of(Lab.queries("1", "2", "3"), QRELS)
                .compare(
                        first,
                        first.then(reversed),
                        first.then(reversed).cut(1),
                        first.then(other).named("other"),
                        first.fusedWith(rankings -> rankings.getLast(), first.then(reversed)))
                .by(new Lab.FirstHit())
                .against(first);

        assertThat(search.calls).isEqualTo(3);
        assertThat(reversed.calls).isEqualTo(3);
        assertThat(other.calls).isEqualTo(3);
    }

    @Test
    void a_first_pass_is_shared_with_its_feedback() {
        Lab.Search second = new Lab.Search("second", id -> List.of("c"));
        Retriever fed = search.feeding(ranking -> Query.of(ranking.query().id(), "more"))
                .into(second);

        Report report = Experiment.of(Lab.queries("1", "3"), QRELS)
                .compare(search, fed)
                .by(new Lab.FirstHit())
                .against(search);

        assertThat(search.calls).isEqualTo(2);
        assertThat(second.calls).isEqualTo(2);
        assertThat(report.systems().get(1).run().rankings().get("1").query()).isEqualTo(Query.of("1", "text of 1"));
    }

    @Test
    void sharing_changes_no_result() {
        Retriever first = search.cut(2);
        List<Retriever> systems = List.of(
                first, first.then(reversed), first.then(reversed).then(reversed).cut(1));
        Report together = Experiment.of(Lab.queries("1", "2", "3"), QRELS)
                .compare(systems.toArray(Retriever[]::new))
                .by(new Lab.FirstHit())
                .against(first);

        for (int s = 0; s < systems.size(); s++) {
            for (Query query : together.queries()) {
                assertThat(together.systems().get(s).run().rankings().get(query.id()))
                        .isEqualTo(systems.get(s).retrieve(query));
            }
        }
    }

    @Test
    void a_shared_stage_is_counted_in_the_time_of_each_system() {
        // each reading of the clock is 10 ns later: a stage takes 10
        long[] now = {0};
        Report report = Experiment.of(Lab.queries("1", "2"), QRELS)
                .compare(search, search.then(reversed))
                .by(new Lab.FirstHit())
                .timedBy(() -> now[0] += 10)
                .against(search);

        assertThat(report.systems().get(0).timing()).isEqualTo(new Timing(2, 10, 10, 10));
        assertThat(report.systems().get(1).timing()).isEqualTo(new Timing(2, 20, 20, 20));
    }

    @Test
    void the_baseline_is_never_in_the_family() {
        Report report = Experiment.of(Lab.queries("1", "2", "3"), QRELS)
                .compare(search, search.then(reversed), search.cut(1))
                .by(new Lab.FirstHit(), new Lab.Precision(1))
                .with(Settings.usual().correction(Correction.BONFERRONI).test(new Signs()))
                .against(search);

        assertThat(report.comparisons()).hasSize(4).noneMatch(c -> c.system().equals(c.baseline()));
        assertThat(report.family().size()).isEqualTo(4);
        for (Comparison c : report.comparisons()) {
            assertThat(c.corrected()).isEqualTo(Math.min(1, 4 * c.outcome().p()));
        }
        assertThat(report.family())
                .hasToString("4 tests (2 systems against search by 2 metrics), sign test, Bonferroni at 0.05");
    }

    @Test
    void a_failure_on_one_query_is_seen_and_counts_as_an_empty_list() {
        Retriever breaks = new Lab.Search("breaks", id -> {
            if (id.equals("2")) {
                throw new IllegalStateException("no luck today");
            }
            return List.of("a", "b", "c");
        });

        Report report = Experiment.of(Lab.queries("1", "2", "3"), QRELS)
                .compare(search, breaks.then(reversed))
                .by(new Lab.FirstHit())
                .against(search);

        assertThat(report.failures())
                .containsExactly(new Failure(
                        "breaks >> reversed", "2", Failure.Kind.FAILED, "IllegalStateException: no luck today"));
        assertThat(report.systems().get(1).by("RR").values())
                .containsEntry("2", 0.0)
                .hasSize(3);
        assertThat(report.systems().get(1).empty()).containsExactly("2");
        assertThat(report.systems().get(1).run().rankings()).doesNotContainKey("2");
        assertThat(reversed.calls).isEqualTo(2);
    }

    @Test
    void a_spent_limit_ranks_as_far_as_it_came_and_says_so() {
        Reranker limited = ranking -> {
            throw new LimitReachedException("100 calls are spent")
                    .with(Ranking.inOrder(ranking.query(), ranking.candidates().reversed()));
        };

        Report report = Experiment.of(Lab.queries("3"), QRELS)
                .compare(search, search.then(limited).then(reversed).cut(2).named("limited"))
                .by(new Lab.FirstHit())
                .against(search);

        // best so far is c b a; the next reranker is left out, the cut is not
        assertThat(report.system("limited").run().rankings().get("3").ids()).containsExactly("c", "b");
        assertThat(report.system("limited").by("RR").mean()).isEqualTo(1);
        assertThat(report.failures())
                .containsExactly(new Failure(
                        "limited", "3", Failure.Kind.LIMITED, "LimitReachedException: 100 calls are spent"));
        assertThat(reversed.calls).isZero();
    }

    @Test
    void judged_queries_count_and_others_are_listed() {
        Qrels qrels = Lab.qrels(Map.of("1", Map.of("a", 1), "2", Map.of("b", 0), "9", Map.of("c", 1)));

        Report report = Experiment.of(Lab.queries("1", "2", "5"), qrels)
                .compare(search)
                .by(new Lab.FirstHit())
                .against(search);

        assertThat(report.coverage())
                .isEqualTo(new Coverage(List.of("1", "2"), List.of("5"), List.of("9"), List.of("2")));
        assertThat(report.system("search").by("RR").mean()).isEqualTo(0.5);
        assertThat(report.system("search").run().rankings()).containsKey("5"); // asked and kept, though not counted
        assertThat(report.comparisons()).isEmpty();
    }

    @Test
    void ready_made_runs_count_a_missing_query_as_empty() {
        Run one = Run.of("one", List.of(search.retrieve(Query.of("1", "")), search.retrieve(Query.of("2", ""))));
        Run two = Run.of("two", List.of(search.retrieve(Query.of("1", "")), search.retrieve(Query.of("77", ""))));

        Report report =
                Experiment.of(QRELS).compare(one, two).by(new Lab.FirstHit()).against(one);

        assertThat(report.system("one").by("RR").mean()).isCloseTo(1.5 / 3, within(1e-15));
        assertThat(report.system("two").by("RR").mean()).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(report.system("two").empty()).containsExactly("2", "3");
        assertThat(report.system("two").timing()).isNull();
        assertThat(report.failures()).isEmpty();
    }

    @Test
    void runs_and_retrievers_meet_in_one_experiment() {
        Run run = Run.of("run", List.of(search.retrieve(Query.of("1", ""))));

        Report report = Experiment.of(Lab.queries("1"), QRELS)
                .compare(run)
                .compare(search.then(reversed))
                .by(new Lab.FirstHit())
                .against("run");

        assertThat(report.systems()).extracting(Scored::name).containsExactly("run", "search >> reversed");
        assertThat(report.by("RR").getFirst().difference()).isCloseTo(1.0 / 3 - 1, within(1e-15));
    }

    @Test
    void an_undefined_value_leaves_the_query_out_for_all_systems() {
        Qrels qrels = Lab.qrels(Map.of("1", Map.of("a", 1), "2", Map.of("b", 0)));

        Report report = Experiment.of(Lab.queries("1", "2"), qrels)
                .compare(search, search.then(reversed))
                .by(new Lab.Recall(), new Lab.FirstHit())
                .against(search);

        assertThat(report.undefined()).containsExactly(Map.entry("Recall", List.of("2")));
        assertThat(report.system("search").by("Recall").mean()).isOne();
        assertThat(report.system("search").by("RR").values()).hasSize(2);
    }

    @Test
    void ties_say_how_much_they_hide() {
        // all of a b c have one score: RR of query 1 (a relevant) lies in 1/3..1; of query 3 without ties it is 1/3
        Retriever tied = query -> Ranking.byScore(
                query,
                List.of(Candidate.named("a"), Candidate.named("b"), Candidate.named("c")),
                query.id().equals("1") ? new double[] {1, 1, 1} : new double[] {3, 2, 1},
                Scale.REAL);

        Report report = Experiment.of(Lab.queries("1", "3"), QRELS)
                .compare(tied)
                .by(new Lab.FirstHit())
                .against(tied);

        TieRange ties = report.systems().getFirst().by("RR").ties();
        assertThat(ties.low()).isCloseTo((1.0 / 3 + 1.0 / 3) / 2, within(1e-15));
        assertThat(ties.high()).isCloseTo((1 + 1.0 / 3) / 2, within(1e-15));
        assertThat(ties.queries()).isEqualTo(1);
        assertThat(report.systems().getFirst().name()).isEqualTo("lambda");
    }

    @Test
    void tells_how_far_it_is_after_each_query() {
        List<Progress.Step> steps = new ArrayList<>();

        Experiment.of(Lab.queries("1", "2"), QRELS)
                .compare(search)
                .by(new Lab.FirstHit())
                .telling(steps::add)
                .against(search);

        assertThat(steps).containsExactly(new Progress.Step(1, 2, "1", 0), new Progress.Step(2, 2, "2", 0));
    }

    @Test
    void the_same_experiment_gives_the_same_report_but_for_the_time() {
        Experiment experiment = Experiment.of(Lab.queries("1", "2", "3"), QRELS)
                .compare(search, search.then(reversed))
                .by(new Lab.FirstHit())
                .timedBy(() -> 0)
                .about("collection", "three queries");

        assertThat(experiment.against(search).systems())
                .isEqualTo(experiment.against(search).systems());
        assertThat(experiment.against(search).about()).containsEntry("collection", "three queries");
    }

    @Test
    void systems_that_print_alike_are_numbered_and_equal_ones_refused() {
        Retriever one = query -> search.retrieve(query);
        Retriever two = query -> search.retrieve(query);

        Report report = Experiment.of(Lab.queries("1"), QRELS)
                .compare(one, two)
                .by(new Lab.FirstHit())
                .against(two);

        assertThat(report.systems()).extracting(Scored::name).containsExactly("lambda", "lambda (2)");
        assertThat(report.baseline()).isEqualTo("lambda (2)");
        assertThatThrownBy(() -> Experiment.of(Lab.queries("1"), QRELS)
                        .compare(search, search)
                        .by(new Lab.FirstHit())
                        .against(search))
                .hasMessageContaining("\"search\" stands twice");
    }

    @Test
    void refuses_what_cannot_be_run() {
        Experiment ready =
                Experiment.of(Lab.queries("1"), QRELS).compare(search).by(new Lab.FirstHit());

        assertThatThrownBy(() -> Experiment.of(List.of(), QRELS)).hasMessageContaining("at least one query");
        assertThatThrownBy(() -> Experiment.of(Lab.queries("1", "1"), QRELS)).hasMessageContaining("stands twice");
        assertThatThrownBy(() -> ready.against("other"))
                .hasMessageContaining("\"other\"")
                .hasMessageContaining("search");
        assertThatThrownBy(() ->
                        Experiment.of(Lab.queries("1"), QRELS).compare(search).against(search))
                .hasMessageContaining("1 systems and 0 metrics");
        assertThatThrownBy(() -> ready.by(new Lab.FirstHit()).against(search)).hasMessageContaining("stands twice");
        assertThatThrownBy(() -> Experiment.of(Lab.queries("x"), QRELS)
                        .compare(search)
                        .by(new Lab.FirstHit())
                        .against(search))
                .hasMessageContaining("None of the 1 queries")
                .hasMessageContaining("\"x\" was asked, \"1\" is judged");
        assertThatThrownBy(() -> ready.against(search).system("nobody")).hasMessageContaining("nobody");
        assertThatThrownBy(() -> ready.against(search).system("search").by("P@5"))
                .hasMessageContaining("P@5");
    }

    @Test
    void a_comparison_reads_as_a_sentence() {
        Comparison comparison = new Comparison(
                "bm25 >> X",
                "bm25",
                "nDCG@10",
                Pairs.pairs(new double[] {.9, .502}, new double[] {.8, .496}),
                new Outcome("t", 1, .001, 2, ""),
                .0031,
                new Interval(.0212, .0849, .95),
                new EffectSize(.3, .3, new Interval(.1, .5, .95)),
                new WinTieLoss(2, 0, 0),
                TopicsNeeded.of(.3, 2, .05, .8));

        assertThat(comparison)
                .hasToString(
                        "bm25 >> X improves nDCG@10 from .648 to .701 (+.053, 95% CI +.021 to +.085, p = .001; corrected p = .003)");
        // the interval is not corrected, so the p-value beside it is not either
        assertThat(comparison.evidence()).isEqualTo("+.053, 95% CI +.021 to +.085, p = .001");
        assertThat(comparison.significant(.05)).isTrue();
        assertThat(comparison.significant(.001)).isFalse();
    }
}
