package dev.podium.method.across;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Candidate;
import dev.podium.LimitReachedException;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.ask.Trace;
import dev.podium.method.Catalogue;
import dev.podium.method.Scripted;
import dev.podium.model.Generation;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.model.PairScoring;
import dev.podium.model.Prompt;
import dev.podium.model.Tally;
import dev.podium.model.wrap.Limited;
import dev.podium.model.wrap.Limits;
import dev.podium.order.Effort;
import dev.podium.order.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcrossTest {

    private static Ranking ranking(String... texts) {
        List<Candidate> candidates = new ArrayList<>();
        for (String text : texts) {
            candidates.add(Candidate.of(text, text));
        }
        return Ranking.inOrder(Query.of("what is tea"), candidates);
    }

    /** Passages of numbers, worst first: 1 to n. */
    private static Ranking rising(int n) {
        return ranking(IntStream.rangeClosed(1, n).mapToObj(String::valueOf).toArray(String[]::new));
    }

    /** A passage is worth the number it says; yes to one above five. */
    private static List<Double> numbers(Prompt prompt, List<String> labels) {
        List<Double> worth = Arrays.stream(Scripted.documents(prompt).split(" \\| "))
                .map(Double::valueOf)
                .toList();
        return labels.size() > worth.size() ? List.of(worth.getFirst(), 5.0) : worth;
    }

    /** Answers with given rankings, one after another. */
    private static Order answering(String... rankings) {
        Iterator<String> next = List.of(rankings).iterator();
        return new Order() {
            @Override
            public Ranking rerank(Ranking ranking) {
                if (!next.hasNext()) {
                    throw new LimitReachedException("enough");
                }
                List<String> ids = List.of(next.next().split(""));
                List<Candidate> candidates = new ArrayList<>(ranking.candidates());
                candidates.sort((a, b) -> Integer.compare(ids.indexOf(a.id()), ids.indexOf(b.id())));
                return Ranking.inOrder(ranking.query(), candidates);
            }

            @Override
            public Effort effort(int n) {
                return Effort.exactly(9, 9, 180);
            }
        };
    }

    @Test
    void the_mean_place_decides_and_a_majority_of_neighbours_if_asked() {
        // places of a: 1 1 1 4 4, of b: 2 2 2 1 1, of c: 3 3 3 2 2
        String[] lists = {"abcd", "abcd", "abcd", "bcda", "bcda"};

        Ranking borda = new SelfConsistency(answering(lists), 5, false, 1).rerank(ranking("d", "c", "b", "a"));
        Ranking kemeny = new SelfConsistency(answering(lists), 5, true, 1).rerank(ranking("d", "c", "b", "a"));

        assertThat(borda.ids()).containsExactly("b", "a", "c", "d");
        assertThat(kemeny.ids()).as("three of five put a above b").containsExactly("a", "b", "c", "d");
        assertThat(new SelfConsistency(answering(), 5, true, 1).effort(100)).isEqualTo(Effort.exactly(45, 45, 900));
    }

    @Test
    void what_was_ranked_before_a_limit_still_votes() {
        assertThatThrownBy(() -> new SelfConsistency(answering("cab"), 5, false, 1).rerank(ranking("a", "b", "c")))
                .isInstanceOfSatisfying(
                        LimitReachedException.class,
                        e -> assertThat(Objects.requireNonNull(e.best()).ids()).containsExactly("c", "a", "b"));
    }

    @Test
    void each_step_gets_the_best_of_what_the_one_before_gave() {
        Scripted model = Scripted.telling(AcrossTest::numbers);
        Map<String, String> steps = Map.of("steps", "yes-no:4, setwise-likelihood(children=2 top=1):2");

        Ranking best = Catalogue.method("cascade").reranker(model, steps).rerank(ranking("1", "3", "2", "7", "9"));

        // yes-no orders the first four; the heap sees 7 and 3; 9 stands below what was looked at
        assertThat(best.ids()).containsExactly("7", "3", "2", "1", "9");
        assertThat(Scripted.documents(model.shown().getLast())).isEqualTo("7 | 3");
        assertThat(Catalogue.method("cascade").effort(steps, 100).most()).isEqualTo(4 + 1);
    }

    @Test
    void a_model_must_be_able_to_do_what_the_methods_within_need() {
        Method cascade = Catalogue.method("cascade");

        assertThat(cascade.needs()).containsExactly(NextToken.class);
        assertThat(cascade.needs(Map.of("steps", "cross-encoder:50,rankgpt:10")))
                .containsExactly(PairScoring.class, Generation.class);
        assertThat(Catalogue.method("self-consistency").needs(Map.of("method", "first")))
                .containsExactly(NextToken.class);
    }

    @Test
    void what_is_written_wrongly_is_named() {
        Method cascade = Catalogue.method("cascade");

        assertThatThrownBy(() -> cascade.effort(Map.of("steps", "rankgtp:50"), 10))
                .hasMessageContaining("\"rankgtp\"")
                .hasMessageContaining("\"rankgpt\"");
        assertThatThrownBy(() -> cascade.effort(Map.of("steps", "rankgpt(window):50"), 10))
                .hasMessageStartingWith("The setting \"window\" in \"rankgpt(window)\" must be a name, = and a value.");
        assertThatThrownBy(() -> cascade.effort(Map.of("steps", "rankgpt(speed=3):50"), 10))
                .hasMessageContaining("has no setting \"speed\"");
        assertThatThrownBy(() -> cascade.effort(Map.of("steps", ""), 10)).hasMessageContaining("must be a name");
        assertThatThrownBy(() -> cascade.effort(Map.of("steps", "yes-no:0"), 10))
                .hasMessage("The depth of a step (0) must be at least 1.");
    }

    @Test
    void a_spent_budget_gives_the_list_as_it_stands_and_says_which_ranks_are_final() {
        Scripted model = Scripted.telling(AcrossTest::numbers);
        Tally tally = new Tally();
        List<Trace.Step> steps = new ArrayList<>();

        Ranking best = Trace.during(
                steps::add,
                () -> tally.during(() -> Catalogue.method("anytime")
                        .reranker(model, Map.of("budget", "30"))
                        .rerank(rising(40))));

        // the heap of 40 takes 13 questions to ask about each family once, and some more to sink
        int settled = steps.getLast().answer().size();
        assertThat(model.shown()).hasSizeLessThanOrEqualTo(30);
        assertThat(settled).isBetween(2, 6);
        assertThat(best.ids().subList(0, settled))
                .isEqualTo(IntStream.range(0, settled)
                        .mapToObj(rank -> String.valueOf(40 - rank))
                        .toList());
        assertThat(tally.notes())
                .containsExactly(
                        "query q: ranks 1 to %d are final, since the budget of 30 calls was spent".formatted(settled));
        assertThat(steps.getLast().question()).isEqualTo("settled");
        assertThat(best.ids()).containsExactlyInAnyOrderElementsOf(rising(40).ids());
    }

    @Test
    void a_budget_that_suffices_says_nothing_and_one_that_does_not_settles_nothing_before_the_heap_is_built() {
        Scripted model = Scripted.telling(AcrossTest::numbers);
        Tally enough = new Tally();
        Tally little = new Tally();
        Method anytime = Catalogue.method("anytime");

        Ranking all = enough.during(
                () -> anytime.reranker(model, Map.of("budget", "100")).rerank(rising(40)));
        Ranking none = little.during(
                () -> anytime.reranker(model, Map.of("budget", "5")).rerank(rising(40)));

        assertThat(all.ids()).startsWith("40", "39", "38");
        assertThat(enough.notes()).isEmpty();
        assertThat(none.ids()).isEqualTo(rising(40).ids());
        assertThat(little.notes()).containsExactly("query q: no rank is final, since the budget of 5 calls was spent");
    }

    @Test
    void a_limit_of_the_model_is_not_swallowed() {
        Model limited = new Limited(Limits.NONE.calls(1)).around(Scripted.telling(AcrossTest::numbers));

        assertThatThrownBy(() -> Catalogue.method("anytime")
                        .reranker(limited, Map.of("budget", "1000"))
                        .rerank(rising(40)))
                .isInstanceOf(LimitReachedException.class)
                .hasMessageContaining("may be called 1 times");
    }
}
