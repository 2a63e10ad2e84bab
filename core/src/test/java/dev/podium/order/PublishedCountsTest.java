package dev.podium.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Given;
import dev.podium.Ranking;
import dev.podium.ask.Oracle;
import dev.podium.ask.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How often the published systems ask, and which windows they show. */
class PublishedCountsTest {

    @Test
    void sliding_shows_the_windows_that_rankllm_shows() {
        assertThat(windows(new Sliding(any(), 20, 10), 20)).containsExactly("0-20");
        assertThat(windows(new Sliding(any(), 20, 10), 25)).containsExactly("5-25", "0-15");
        assertThat(windows(new Sliding(any(), 20, 10), 19)).containsExactly("0-19");
        assertThat(windows(new Sliding(any(), 20, 10), 1)).isEmpty();
        assertThat(new Sliding(any(), 20, 10).effort(50).most()).isEqualTo(4);
        assertThat(new Sliding(any(), 20, 10).effort(100).most()).isEqualTo(9);
        assertThat(new Sliding(any(), 20, 10).effort(200).most()).isEqualTo(19);
    }

    @Test
    void rankgpt_leaves_a_head_shorter_than_a_stride_and_a_list_shorter_than_a_window_alone() {
        assertThat(windows(new Sliding(any(), 20, 10, 1, Sliding.Loop.RANKGPT), 25))
                .containsExactly("5-25");
        assertThat(windows(new Sliding(any(), 20, 10, 1, Sliding.Loop.RANKGPT), 19))
                .isEmpty();
        assertThat(new Sliding(any(), 20, 10, 1, Sliding.Loop.RANKGPT)
                        .effort(100)
                        .most())
                .isEqualTo(9);
    }

    @Test
    void first_leaves_a_list_of_a_window_less_a_stride_alone() {
        assertThat(windows(new Sliding(any(), 20, 10, 1, Sliding.Loop.FIRST), 10))
                .isEmpty();
        assertThat(windows(new Sliding(any(), 20, 10, 1, Sliding.Loop.FIRST), 25))
                .containsExactly("5-25", "0-15");
        assertThat(new Sliding(any(), 20, 10, 1, Sliding.Loop.FIRST).effort(100).most())
                .isEqualTo(9);
    }

    @Test
    void refuses_a_stride_wider_than_the_window_and_one_that_never_moves() {
        assertThatThrownBy(() -> new Sliding(any(), 20, 30))
                .hasMessage(
                        "The stride (30) must be in [1, window (20)].\nMaybe window 20 and stride 10, as in RankGPT.");
        assertThatThrownBy(() -> new Sliding(any(), 20, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_heap_over_a_hundred_asks_as_often_as_setwise_and_rank_r1_do() {
        // the notes' own figures, of a perfect comparator over lists in random order and over sorted ones, k = 10
        assertThat(meanHeapQuestions(3, false)).isCloseTo(82, within(1.5));
        assertThat(meanHeapQuestions(9, false)).isCloseTo(32, within(1.0));
        assertThat(meanHeapQuestions(19, false)).isCloseTo(23, within(1.0));
        assertThat(meanHeapQuestions(3, true)).isCloseTo(69, within(0.5));
        assertThat(meanHeapQuestions(19, true)).isCloseTo(19, within(0.5));
    }

    @Test
    void a_heap_is_built_with_as_many_rounds_as_levels_and_sinkings_allow() {
        Ranking ranking = Given.ranking(new Random(1), 100);
        Oracle oracle = Oracle.of(Given.truth(new Random(2), ranking));

        new HeapTop(oracle, 3, 1).rerank(ranking);

        assertThat(oracle.questions()).isGreaterThan(40);
        assertThat(oracle.rounds()).isLessThanOrEqualTo(1 + 2 + 3 + 4); // four levels have children
    }

    @Test
    void a_tournament_over_a_hundred_asks_thirteen_times_in_five_rounds_and_the_best_two_win() {
        Given.cases(50, random -> {
            Ranking ranking = Given.ranking(random, 100);
            Map<String, Double> truth = Given.truth(random, ranking);
            Oracle oracle = Oracle.of(truth);

            Ranking result = new Tournament(oracle, 1, 3).rerank(ranking);

            assertThat(oracle.questions()).isEqualTo(13);
            assertThat(oracle.rounds()).isEqualTo(5);
            assertThat(result.ids().subList(0, 2))
                    .containsExactlyInAnyOrderElementsOf(Given.best(truth).subList(0, 2));
        });
    }

    @Test
    void all_pairs_of_a_hundred_are_9900_questions_and_elimination_takes_99() {
        assertThat(new AllPairs(any(), AllPairs.Credit.CONSISTENT).effort(100).most())
                .isEqualTo(9900);
        assertThat(new AllPairs(any(), AllPairs.Credit.ONE_ORDER).effort(100).most())
                .isEqualTo(4950);
        assertThat(new Eliminate(any().worst()).effort(100).most()).isEqualTo(99);
    }

    @Test
    void an_inconsistent_pair_is_half_a_win_for_each() {
        Ranking ranking = Given.ranking(new Random(1), 3);
        // whoever is shown first wins, save that d2 beats d0 both ways: d0 0.5, d1 1, d2 1.5
        Ranking result = new AllPairs(
                        (_, pairs) -> pairs.stream()
                                .mapToDouble(p -> p.first() == 0 && p.second() == 2 ? 0 : 1)
                                .toArray(),
                        AllPairs.Credit.CONSISTENT)
                .rerank(ranking);

        assertThat(result.ids()).containsExactly("d2", "d1", "d0");
        assertThat(result.scores()).containsExactly(1.5, 1, 0.5);
    }

    @Test
    void the_exact_tour_is_no_worse_than_any_path_and_the_heuristic_stays_below_its_bound() {
        Given.cases(100, random -> {
            int n = 2 + random.nextInt(6);
            double[][] gain = new double[n][n];
            for (double[] row : gain) {
                for (int j = 0; j < n; j++) {
                    row[j] = random.nextDouble();
                }
            }

            TourSolver.Solution exact = new HeldKarp().solve(gain);
            TourSolver.Solution quick = new OrOpt().solve(gain);

            assertThat(exact.gain()).isCloseTo(bestByTrying(gain, new ArrayList<>()), within(1e-12));
            assertThat(exact.gap()).isZero();
            assertThat(quick.gain()).isLessThanOrEqualTo(exact.gain() + 1e-12);
            assertThat(quick.bound()).isGreaterThanOrEqualTo(exact.gain() - 1e-12);
            assertThat(quick.path()).doesNotHaveDuplicates().hasSize(n);
        });
    }

    @Test
    void a_judge_that_answers_nonsense_is_named_and_nothing_is_lost() {
        Ranking ranking = Given.ranking(new Random(1), 3);

        assertThatThrownBy(() -> new Sliding(_ -> new int[] {0, 0, 1}, 3, 1).rerank(ranking))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("place 0 twice");
        assertThatThrownBy(() -> new ByScore(_ -> new double[] {1, Double.NaN, 2}).rerank(ranking))
                .hasMessageContaining("NaN for candidate \"d1\"");
        assertThatThrownBy(() -> new HeapTop((_, _) -> new int[] {9}, 2, 1).rerank(ranking))
                .hasMessageContaining("place 9 of 3");
        assertThatThrownBy(() -> new BubblePairs((_, _) -> new double[] {2, 0}, 1).rerank(ranking))
                .hasMessageContaining("2.0 where a number in 0..1 is asked for");
    }

    private static double meanHeapQuestions(int children, boolean sorted) {
        double sum = 0;
        int lists = sorted ? 1 : 300;
        for (int seed = 0; seed < lists; seed++) {
            Ranking ranking = Given.ranking(new Random(seed), 100);
            Map<String, Double> truth = new LinkedHashMap<>();
            if (sorted) {
                for (int i = 0; i < 100; i++) {
                    truth.put("d" + i, 100.0 - i);
                }
            } else {
                truth.putAll(Given.truth(new Random(1000 + seed), ranking));
            }
            Oracle oracle = Oracle.of(truth);
            new HeapTop(oracle, children, 10).rerank(ranking);
            sum += oracle.questions();
        }
        return sum / lists;
    }

    private static double bestByTrying(double[][] gain, List<Integer> path) {
        if (path.size() == gain.length) {
            return 0;
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int next = 0; next < gain.length; next++) {
            if (!path.contains(next)) {
                double step = path.isEmpty() ? 0 : gain[path.getLast()][next];
                path.add(next);
                best = Math.max(best, step + bestByTrying(gain, path));
                path.removeLast();
            }
        }
        return best;
    }

    /** The windows shown for n candidates that all stay where they are, as "from-to". */
    private static List<String> windows(Sliding sliding, int n) {
        Map<String, Double> alike = new LinkedHashMap<>();
        Ranking ranking = Given.ranking(new Random(1), n);
        ranking.ids().forEach(id -> alike.put(id, 0.0));
        List<String> windows = new ArrayList<>();
        Sliding still =
                new Sliding(Oracle.of(alike), sliding.window(), sliding.stride(), sliding.passes(), sliding.loop());
        Trace.during(
                step -> {
                    int from = Integer.parseInt(step.shown().getFirst().substring(1));
                    windows.add(from + "-" + (from + step.shown().size()));
                },
                () -> still.rerank(ranking));
        return windows;
    }

    private static Oracle any() {
        return Oracle.of(Map.of());
    }
}
