package dev.podium.method.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Candidate;
import dev.podium.LimitReachedException;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.method.feedback.PrfText.Form;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import dev.podium.order.Effort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class PrfTextTest {

    private static final Ranking RANKING =
            Ranking.inOrder(Query.of("q"), candidates("a b c d e", "f g h i j", "k l m n o"));

    @Test
    void each_that_feeds_back_makes_a_query() {
        assertThat(queries(new Form.Aggregate(2, 4))).containsExactly("q a b c d", "q f g h i");
    }

    @Test
    void all_that_feed_back_make_one_query() {
        assertThat(queries(new Form.Truncate(2, 3))).containsExactly("q a b c f g h");
    }

    @Test
    void windows_slide_over_all_that_feed_back_and_reach_their_end() {
        // 10 words, windows of 4 that move by 3: 0..3, 3..6, 6..9
        assertThat(queries(new Form.Slide(2, 9, 4, 3))).containsExactly("q a b c d", "q d e f g", "q g h i j");
        assertThat(queries(new Form.Slide(2, 9, 99, 3))).containsExactly("q a b c d e f g h i j");
    }

    @Test
    void votes_are_put_together_in_three_ways() {
        List<double[]> votes = List.of(new double[] {3, 2, 1}, new double[] {0, 10, 10});

        assertThat(Aggregation.AVERAGE.of(votes)).containsExactly(1.5, 6, 5.5);
        assertThat(Aggregation.MAX.of(votes)).containsExactly(3, 10, 10);
        // first vote 1, 2/3, 1/3; second 1/3, 1, 2/3, the tie as shown; halved
        assertThat(Aggregation.BORDA.of(votes))
                .containsExactly(
                        new double[] {(1 + 1 / 3.0) / 2, (2 / 3.0 + 1) / 2, (1 / 3.0 + 2 / 3.0) / 2},
                        Assertions.within(1e-12));
    }

    @Test
    void feedback_finds_what_the_query_has_no_word_of() {
        // the first ranking knows "tea" alone; its best candidate tells of leaves
        Ranking ranking = Ranking.inOrder(
                Query.of("tea"),
                candidates("a word on cats", "brewed leaves of camellia", "tea brewed leaves camellia"));
        Common model = new Common();

        Ranking best = new PrfText(model, new Form.Aggregate(1, 256), Aggregation.BORDA).rerank(ranking);

        assertThat(best.ids()).containsExactly("d2", "d1", "d0");
        assertThat(model.queries).containsExactly("tea", "tea tea brewed leaves camellia");
    }

    @Test
    void effort_is_known_beforehand_but_for_how_many_windows_there_will_be() {
        assertThat(effort(new Form.Aggregate(3, 256), 100)).isEqualTo(Effort.exactly(400, 2, 400));
        assertThat(effort(new Form.Aggregate(3, 256), 2)).isEqualTo(Effort.exactly(6, 2, 6));
        assertThat(effort(new Form.Truncate(3, 256), 100)).isEqualTo(Effort.exactly(200, 2, 200));
        // 3 texts of 256 words: (768 - 65) / 32 is 21.97, so 1 + 22 windows
        assertThat(effort(new Form.Slide(3, 256, 65, 32), 100)).isEqualTo(new Effort(200, 2400, 2, 2400));
        assertThat(effort(new Form.Aggregate(3, 256), 0)).isEqualTo(Effort.NONE);
    }

    @Test
    void a_limit_met_in_the_second_ranking_leaves_the_first() {
        Common model = new Common();
        model.mostCalls = 1;
        Ranking ranking = Ranking.inOrder(Query.of("tea"), candidates("cats", "tea"));
        Supplier<Ranking> work = () -> new PrfText(model, new Form.Aggregate(1, 9), Aggregation.BORDA).rerank(ranking);

        Assertions.assertThatExceptionOfType(LimitReachedException.class)
                .isThrownBy(work::get)
                .satisfies(limit ->
                        assertThat(Objects.requireNonNull(limit.best()).ids()).containsExactly("d1", "d0"));
    }

    private static List<String> queries(Form form) {
        return new PrfText(new Common(), form, Aggregation.BORDA).queries(RANKING.top(form.k()));
    }

    private static Effort effort(Form form, int n) {
        return new PrfText(new Common(), form, Aggregation.BORDA).effort(n);
    }

    private static List<Candidate> candidates(String... texts) {
        List<Candidate> candidates = new ArrayList<>();
        for (String text : texts) {
            candidates.add(Candidate.of("d" + candidates.size(), text));
        }
        return candidates;
    }

    /** Counts the words of a document that the query has too. */
    private static final class Common implements PairScoring {
        private final List<String> queries = new ArrayList<>();
        private int mostCalls = Integer.MAX_VALUE;

        @Override
        public List<Scored> score(String query, List<String> documents) {
            if (queries.size() == mostCalls) {
                throw new LimitReachedException("enough");
            }
            queries.add(query);
            List<String> words = Arrays.asList(query.split(" "));
            return documents.stream()
                    .map(document -> new Scored(
                            Arrays.stream(document.split(" "))
                                    .filter(words::contains)
                                    .count(),
                            1,
                            1))
                    .toList();
        }

        @Override
        public Scale scale() {
            return Scale.REAL;
        }

        @Override
        public String activation() {
            return "identity";
        }

        @Override
        public int maxTokens() {
            return 512;
        }
    }
}
