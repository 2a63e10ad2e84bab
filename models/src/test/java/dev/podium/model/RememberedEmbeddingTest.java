package dev.podium.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedEmbeddingTest {

    /** Embeds a text as its length, and writes down what it was asked. */
    private static final class Lengths implements Embedding {
        final List<String> asked = new ArrayList<>();

        @Override
        public List<Embedded> embed(List<String> texts, Role role) {
            asked.addAll(texts);
            return texts.stream()
                    .map(text ->
                            new Embedded(new float[] {text.length(), role.ordinal()}, text.length(), text.length()))
                    .toList();
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
            return 512;
        }
    }

    @Test
    void embeds_a_text_once_and_returns_one_vector_a_text_in_their_order() {
        Lengths model = new Lengths();
        Embedding remembered = new RememberedEmbedding(model, 10);

        remembered.embed(List.of("tea", "coffee"), Embedding.Role.PASSAGE);
        List<Embedded> again = remembered.embed(List.of("milk", "tea", "milk", "coffee"), Embedding.Role.PASSAGE);

        assertThat(model.asked).containsExactly("tea", "coffee", "milk");
        assertThat(again).extracting(one -> one.vector()[0]).containsExactly(4f, 3f, 4f, 6f);
    }

    @Test
    void tells_a_query_from_a_passage_of_the_same_words() {
        Lengths model = new Lengths();
        Embedding remembered = new RememberedEmbedding(model, 10);

        float asPassage = remembered
                .embed(List.of("tea"), Embedding.Role.PASSAGE)
                .getFirst()
                .vector()[1];
        float asQuery = remembered
                .embed(List.of("tea"), Embedding.Role.QUERY)
                .getFirst()
                .vector()[1];

        assertThat(asQuery).isNotEqualTo(asPassage);
    }

    @Test
    void forgets_the_least_recently_used_first() {
        Lengths model = new Lengths();
        Embedding remembered = new RememberedEmbedding(model, 2);

        remembered.embed(List.of("a", "bb"), Embedding.Role.PASSAGE);
        remembered.embed(List.of("a"), Embedding.Role.PASSAGE);
        remembered.embed(List.of("ccc"), Embedding.Role.PASSAGE);
        remembered.embed(List.of("a", "bb"), Embedding.Role.PASSAGE);

        assertThat(model.asked).containsExactly("a", "bb", "ccc", "bb");
    }
}
