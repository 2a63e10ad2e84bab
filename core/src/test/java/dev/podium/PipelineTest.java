package dev.podium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.fuse.Rrf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The laws that docs/pipelines.md promises. */
class PipelineTest {

    /** Orders by id, from the last to the first or the other way round. */
    private record ById(boolean falling) implements Reranker {
        @Override
        public Ranking rerank(Ranking ranking) {
            List<Candidate> candidates = new ArrayList<>(ranking.candidates());
            Comparator<Candidate> rising = Comparator.comparing(Candidate::id);
            candidates.sort(falling ? rising.reversed() : rising);
            return Ranking.inOrder(ranking.query(), candidates);
        }
    }

    private record Remembered(Ranking ranking) implements Retriever {
        @Override
        public Ranking retrieve(Query query) {
            return ranking.of(query);
        }
    }

    private static String words(Query query) {
        return ((Content.Text) query.content()).value();
    }

    private static Reranker any(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new ById(true);
            case 1 -> new ById(false);
            case 2 -> Reranker.identity().cut(1 + random.nextInt(6));
            case 3 -> new ById(random.nextBoolean()).onTop(1 + random.nextInt(6));
            default -> Reranker.identity();
        };
    }

    @Test
    void joining_is_associative_as_values_and_in_what_it_does() {
        Given.cases(200, random -> {
            Reranker a = any(random);
            Reranker b = any(random);
            Reranker c = any(random);
            Ranking given = Given.ranking(random, random.nextInt(12));

            Reranker left = a.then(b).then(c);
            Reranker right = a.then(b.then(c));

            assertThat(left).isEqualTo(right).hasToString(right.toString());
            assertThat(left.rerank(given)).isEqualTo(c.rerank(b.rerank(a.rerank(given))));
            Retriever first = new Remembered(given);
            assertThat(first.then(a).then(b)).isEqualTo(first.then(a.then(b)));
        });
    }

    @Test
    void the_identity_is_neutral_on_both_sides() {
        Given.cases(200, random -> {
            Reranker some = any(random);

            assertThat(some.then(Reranker.identity())).isEqualTo(some);
            assertThat(Reranker.identity().then(some)).isEqualTo(some);
        });
    }

    @Test
    void two_cuts_are_the_smaller() {
        Given.cases(200, random -> {
            int a = 1 + random.nextInt(9);
            int b = 1 + random.nextInt(9);

            assertThat(Reranker.identity().cut(a).cut(b))
                    .isEqualTo(Reranker.identity().cut(Math.min(a, b)));
        });
    }

    @Test
    void reranking_on_top_of_all_orders_as_the_reranker_does_and_loses_nothing() {
        Given.cases(200, random -> {
            int n = 1 + random.nextInt(12);
            int depth = 1 + random.nextInt(15);
            Ranking given = Given.ranking(random, n);
            Reranker some = new ById(random.nextBoolean());

            assertThat(some.onTop(n).rerank(given).ids())
                    .isEqualTo(some.rerank(given).ids());
            Ranking partly = some.onTop(depth).rerank(given);
            assertThat(partly.ids()).containsExactlyInAnyOrderElementsOf(given.ids());
            assertThat(partly.ids().subList(Math.min(depth, n), n))
                    .isEqualTo(given.ids().subList(Math.min(depth, n), n));
        });
    }

    @Test
    void searches_side_by_side_are_fused_and_print_as_they_do() {
        Ranking one = Ranking.inOrder(Query.of("q", "which?"), List.of(Candidate.of("a", "a"), Candidate.of("b", "b")));
        Ranking two = Ranking.inOrder(Query.of("q", "which?"), List.of(Candidate.of("b", "b"), Candidate.of("c", "c")));

        Retriever both = new Remembered(one)
                .named("words")
                .fusedWith(new Rrf(60), new Remembered(two).named("vectors"))
                .cut(2);

        // b: 1/62 + 1/61, a: 1/61, c: 1/62
        assertThat(both.retrieve(Query.of("q", "which?")).ids()).containsExactly("b", "a");
        assertThat(both).hasToString(new Rrf(60) + "(words, vectors) >> cut(2)");
    }

    @Test
    void feedback_searches_again_and_later_stages_see_what_was_asked() {
        Ranking one = Ranking.inOrder(Query.of("q", "tea"), List.of(Candidate.of("a", "green tea")));
        List<String> searched = new ArrayList<>();
        Retriever second = query -> {
            searched.add(words(query));
            return Ranking.inOrder(query, List.of(Candidate.of("b", "matcha")));
        };
        Feedback expand = ranking -> Query.of(ranking.query().id(), words(ranking.query()) + " green");

        Ranking found = new Remembered(one).feeding(expand).into(second).retrieve(Query.of("q", "tea"));

        assertThat(searched).containsExactly("tea green");
        assertThat(words(found.query())).isEqualTo("tea");
        assertThat(found.ids()).containsExactly("b");
    }

    @Test
    void a_cut_below_one_is_refused() {
        assertThatThrownBy(() -> Reranker.identity().cut(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }
}
