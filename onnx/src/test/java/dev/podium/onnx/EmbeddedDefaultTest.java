package dev.podium.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Model;
import dev.podium.model.Models;
import dev.podium.model.Similarity;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedDefaultTest {

    private static final List<String> TEXTS = List.of(
            "how are vitamin d and bone density related",
            "Vitamin D supplementation increased bone mineral density in older women.",
            "The cat sat on the warm windowsill.",
            "Bone fractures heal in weeks.");

    @Test
    void is_opened_by_name_and_needs_no_file() {
        try (Model model = Models.open("default")) {
            assertThat(model.name()).isEqualTo("onnx:default");
            Embedding embedding = model.as(Embedding.class);
            assertThat(embedding.dimensions()).isEqualTo(385);
            assertThat(embedding.maxTokens()).isEqualTo(256);
            assertThat(embedding.similarity()).isEqualTo(Similarity.COSINE);
        }
    }

    @Test
    void finds_the_passage_that_answers() {
        try (Model model = Models.open("default")) {
            List<Embedded> vectors = model.as(Embedding.class).embed(TEXTS, Embedding.Role.PASSAGE);

            // From Python: onnxruntime and tokenizers on the same files, mean pooling. Dynamic int8 rounds otherwise on
            // processors with other instructions, so the third digit is not to be relied on.
            double[] expected = {1, 0.9127, 0.4666, 0.6939};
            for (int i = 0; i < expected.length; i++) {
                assertThat(Similarity.COSINE.of(vectors.getFirst(), vectors.get(i)))
                        .as(TEXTS.get(i))
                        .isCloseTo(expected[i], within(0.03));
            }
        }
    }

    @Test
    void int8_gives_the_same_vector_alone_and_in_company() {
        List<String> texts = Fixture.texts(40, 21);
        try (Model model = Models.open("default")) {
            Embedding embedding = model.as(Embedding.class);
            List<Embedded> together = embedding.embed(texts, Embedding.Role.PASSAGE);

            for (int i = 0; i < texts.size(); i++) {
                assertThat(embedding
                                .embed(List.of(texts.get(i)), Embedding.Role.PASSAGE)
                                .getFirst())
                        .as("seed 21, text %d", i)
                        .isEqualTo(together.get(i));
            }
        }
    }
}
