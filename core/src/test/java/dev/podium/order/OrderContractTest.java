package dev.podium.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Candidate;
import dev.podium.Given;
import dev.podium.LimitReachedException;
import dev.podium.Ranking;
import dev.podium.ask.Arranger;
import dev.podium.ask.Oracle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every order keeps, whatever the judge. */
class OrderContractTest {

    private static final int ALL = Integer.MAX_VALUE;

    /**
     * An order under test.
     *
     * @param exact how many ranks a perfect judge makes exact
     */
    record Case(String name, int exact, Function<Oracle, Order> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> orders() {
        return Stream.of(
                new Case("ByScore", ALL, ByScore::new),
                new Case("InGroups of neighbours", ALL, o -> new InGroups(o, 7)),
                new Case("InGroups shuffled", ALL, o -> new InGroups(o, 5, 2, 3, InGroups.Grouping.SHUFFLED, 42)),
                new Case("AllPairs consistent", ALL, o -> new AllPairs(o, AllPairs.Credit.CONSISTENT)),
                new Case("AllPairs probability", ALL, o -> new AllPairs(o, AllPairs.Credit.PROBABILITY)),
                new Case("AllPairs one order", ALL, o -> new AllPairs(o, AllPairs.Credit.ONE_ORDER)),
                new Case("HeapPairs 10", 10, o -> new HeapPairs(o, 10)),
                new Case("HeapPairs all", ALL, o -> new HeapPairs(o, 1000)),
                new Case("BubblePairs 4", 4, o -> new BubblePairs(o, 4)),
                new Case("Tour", ALL, o -> new Tour(o, TourSolver.exactOrHeuristic())),
                new Case("HeapTop 3", 10, o -> new HeapTop(o, 3, 10)),
                new Case("HeapTop 19", 5, o -> new HeapTop(o, 19, 5)),
                new Case("HeapTop 2, all", ALL, o -> new HeapTop(o, 2, 1000)),
                new Case("BubbleTop 4", 10, o -> new BubbleTop(o, 4, 10)),
                new Case("BubbleTop 2", 3, o -> new BubbleTop(o, 2, 3)),
                new Case("Eliminate", ALL, o -> new Eliminate(o.worst())),
                new Case("Tournament", 0, o -> new Tournament(o, 2, 7)),
                new Case("Sliding 20/10", 10, o -> new Sliding(o, 20, 10)),
                new Case("Sliding 4/1", 3, o -> new Sliding(o, 4, 1)),
                new Case("Sliding 6/3 twice", 6, o -> new Sliding(o, 6, 3, 2, Sliding.Loop.CLAMPED)),
                new Case("Sliding 20/10 as RankGPT", 0, o -> new Sliding(o, 20, 10, 1, Sliding.Loop.RANKGPT)),
                new Case("Sliding 20/10 as FIRST", 0, o -> new Sliding(o, 20, 10, 1, Sliding.Loop.FIRST)),
                new Case("TopDown 20/10", 10, o -> new TopDown(o, 20, 10)),
                new Case("TopDown 5/2", 2, o -> new TopDown(o, 5, 2)));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void a_perfect_judge_makes_the_promised_ranks_exact_within_the_promised_effort(Case order) {
        Given.cases(200, random -> {
            int n = random.nextInt(10) == 0 ? 100 : random.nextInt(60);
            Ranking ranking = Given.ranking(random, n);
            Map<String, Double> truth = Given.truth(random, ranking);
            Oracle oracle = Oracle.of(truth);
            Order tested = order.of.apply(oracle);

            Ranking result = tested.rerank(ranking);

            int exact = Math.min(order.exact, n);
            assertThat(result.ids().subList(0, exact))
                    .isEqualTo(Given.best(truth).subList(0, exact));
            Effort effort = tested.effort(n);
            assertThat(oracle.questions()).as("questions for %d", n).isBetween(effort.fewest(), effort.most());
            assertThat(oracle.rounds()).as("rounds for %d", n).isLessThanOrEqualTo(effort.rounds());
            assertThat(oracle.shown()).as("shown for %d", n).isLessThanOrEqualTo(effort.shown());
        });
    }

    @ParameterizedTest
    @MethodSource("orders")
    void any_judge_gets_the_same_candidates_back_untouched_and_the_same_input_the_same_output(Case order) {
        Given.cases(200, random -> {
            Ranking ranking = Given.ranking(random, random.nextInt(45));
            Map<String, Double> truth = Given.truth(random, ranking);
            long seed = random.nextLong();

            Ranking once = order.of.apply(Oracle.noisy(truth, seed, 0.3)).rerank(ranking);
            Ranking again = order.of.apply(Oracle.noisy(truth, seed, 0.3)).rerank(ranking);

            assertThat(once.candidates()).containsExactlyInAnyOrderElementsOf(ranking.candidates());
            assertThat(once.query()).isEqualTo(ranking.query());
            assertThat(again).isEqualTo(once);
        });
    }

    @ParameterizedTest
    @MethodSource("orders")
    void a_judge_that_finds_all_alike_leaves_the_order_as_it_is(Case order) {
        for (int n : List.of(0, 1, 2, 3, 20, 21, 37)) {
            Ranking ranking = Given.ranking(new Random(n), n);
            Map<String, Double> alike = new HashMap<>();
            ranking.ids().forEach(id -> alike.put(id, 1.0));

            List<String> ids = order.of.apply(Oracle.of(alike)).rerank(ranking).ids();

            // somebody must go home, be it first or last shown, and a heap is not stable: these three say so
            if (order.name.equals("Tournament") || order.name.equals("Eliminate") || order.name.startsWith("HeapTop")) {
                assertThat(ids).containsExactlyInAnyOrderElementsOf(ranking.ids());
            } else {
                assertThat(ids).as("n = %d", n).isEqualTo(ranking.ids());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void one_candidate_or_none_comes_back_as_it_went_in(Case order) {
        for (int n = 0; n < 2; n++) {
            Ranking ranking = Given.ranking(new Random(5), n);
            Oracle oracle = Oracle.of(Given.truth(new Random(6), ranking));

            assertThat(order.of.apply(oracle).rerank(ranking).ids()).isEqualTo(ranking.ids());
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void a_limit_reached_at_any_question_still_returns_every_candidate_once(Case order) {
        Given.cases(30, random -> {
            Ranking ranking = Given.ranking(random, 12);
            Map<String, Double> truth = Given.truth(random, ranking);
            long most = order.of.apply(Oracle.of(truth)).effort(12).most();
            for (long limit = 0; limit < most; limit++) {
                try {
                    order.of.apply(Oracle.of(truth).limitedTo(limit)).rerank(ranking);
                } catch (LimitReachedException e) {
                    Ranking best = Objects.requireNonNull(e.best());
                    assertThat(best.candidates()).containsExactlyInAnyOrderElementsOf(ranking.candidates());
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("orders")
    void ranks_that_are_said_to_be_settled_when_a_limit_is_reached_are_those_of_the_end(Case order) {
        Given.cases(30, random -> {
            Ranking ranking = Given.ranking(random, 14);
            Map<String, Double> truth = Given.truth(random, ranking);
            List<String> end = order.of.apply(Oracle.of(truth)).rerank(ranking).ids();
            try {
                order.of.apply(Oracle.of(truth).limitedTo(random.nextInt(60))).rerank(ranking);
            } catch (LimitReachedException e) {
                assertThat(Objects.requireNonNull(e.best()).ids().subList(0, e.settled()))
                        .isEqualTo(end.subList(0, e.settled()));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("orders")
    void judges_are_shown_first_stage_scores_in_every_question(Case order) {
        Given.cases(20, random -> {
            Ranking ranking = Given.ranking(random, 30);
            Map<Candidate, Double> first = new HashMap<>();
            ranking.forEach(hit -> first.put(hit.candidate(), hit.score()));
            Oracle oracle = Oracle.of(Given.truth(random, ranking));
            Arranger watching = window -> {
                for (int i = 0; i < window.size(); i++) {
                    assertThat(window.score(i)).isEqualTo(first.get(window.candidate(i)));
                }
                return oracle.arrange(window);
            };

            new Sliding(watching, 8, 3).rerank(ranking);
            new TopDown(watching, 8, 3).rerank(ranking);
        });
    }
}
