package dev.podium.method.across;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Similarity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MmrTest {

    private static final List<Candidate> FOUR = List.of(
            Candidate.of("tea", "1 0"),
            Candidate.of("tea again", "1 0"),
            Candidate.of("half tea", "1 1"),
            Candidate.of("milk", "0 1"));
    private static final Ranking SCORED =
            Ranking.byScore(Query.of("1 0"), FOUR, new double[] {10, 9, 4, 0}, Scale.REAL);

    @Test
    void what_is_like_one_taken_before_steps_back() {
        Numbers model = new Numbers();

        // after tea (1.0): tea again .5 * .9 - .5 * 1 = -.05, half tea .5 * .4 - .5 * .707 = -.154, milk 0 - 0 = 0
        assertThat(new Mmr(model, 0.5, 2).rerank(SCORED).ids()).containsExactly("tea", "milk", "tea again", "half tea");
        assertThat(new Mmr(model, 1, 4).rerank(SCORED).ids()).isEqualTo(SCORED.ids());
        assertThat(model.queries)
                .as("scores of the stage before are the relevance")
                .isZero();
    }

    @Test
    void where_the_list_is_an_order_alone_nearness_to_the_query_is_relevance() {
        Numbers model = new Numbers();

        Ranking best = new Mmr(model, 1, 4).rerank(Ranking.inOrder(Query.of("1 0"), FOUR.reversed()));

        assertThat(best.ids()).containsExactly("tea again", "tea", "half tea", "milk");
        assertThat(model.queries).isEqualTo(1);
    }

    /** A text of two numbers is its vector. */
    private static final class Numbers implements Embedding {
        private int queries;

        @Override
        public List<Embedded> embed(List<String> texts, Role role) {
            queries += role == Role.QUERY ? texts.size() : 0;
            List<Embedded> vectors = new ArrayList<>();
            for (String text : texts) {
                String[] two = text.split(" ");
                vectors.add(new Embedded(new float[] {Float.parseFloat(two[0]), Float.parseFloat(two[1])}, 2, 2));
            }
            return vectors;
        }

        @Override
        public Similarity similarity() {
            return Similarity.DOT;
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public int maxTokens() {
            return 10;
        }
    }
}
