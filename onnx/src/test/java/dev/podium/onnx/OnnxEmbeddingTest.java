package dev.podium.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Model;
import dev.podium.model.ModelRef;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Similarity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class OnnxEmbeddingTest {

    @Test
    void embeds_as_the_reference_does_where_prompts_do_not_count() throws Exception {
        embeds_as_the_reference(Fixture.MEAN_WITHOUT_PROMPT);
    }

    @Test
    void embeds_as_the_reference_does_by_the_first_token_and_without_token_types() throws Exception {
        embeds_as_the_reference(Fixture.FIRST_TOKEN);
    }

    private static void embeds_as_the_reference(String name) throws Exception {
        try (Model model = Fixture.open(name)) {
            Embedding embedding = model.as(Embedding.class);
            JsonNode expected = Fixture.expected(name);

            assertThat(embedding.dimensions()).isEqualTo(32);
            assertThat(embedding.maxTokens()).isEqualTo(48);
            assertThat(embedding.similarity()).isEqualTo(Similarity.COSINE);
            for (var role : Map.of("query", Embedding.Role.QUERY, "document", Embedding.Role.PASSAGE)
                    .entrySet()) {
                assertThat(expected.path(role.getKey())).hasSizeGreaterThan(2);
                for (JsonNode one : expected.path(role.getKey())) {
                    String text = one.path("text").asString();
                    float[] vector = embedding
                            .embed(List.of(text), role.getValue())
                            .getFirst()
                            .vector();
                    for (int d = 0; d < 32; d++) {
                        assertThat((double) vector[d])
                                .as("%s \"%s\" [%d]", role.getKey(), text, d)
                                .isCloseTo(one.path("vector").path(d).asDouble(), within(1e-5));
                    }
                }
            }
        }
    }

    @Test
    void a_vector_is_the_same_to_the_last_bit_alone_and_in_company() {
        List<String> texts = Fixture.texts(200, 3);
        try (Model model = Fixture.open(Fixture.MEAN_WITHOUT_PROMPT)) {
            Embedding embedding = model.as(Embedding.class);
            List<Embedded> together = embedding.embed(texts, Embedding.Role.PASSAGE);

            for (int i = 0; i < texts.size(); i++) {
                assertThat(embedding
                                .embed(List.of(texts.get(i)), Embedding.Role.PASSAGE)
                                .getFirst())
                        .as("seed 3, text %d", i)
                        .isEqualTo(together.get(i));
            }
        }
    }

    @Test
    void counts_tokens_without_the_prompt_and_says_what_was_cut() {
        try (Model model = Fixture.open(Fixture.MEAN_WITHOUT_PROMPT)) {
            Embedding embedding = model.as(Embedding.class);
            Embedded none = embedding.embed(List.of(""), Embedding.Role.QUERY).getFirst();
            Embedded one = embedding.embed(List.of("tea"), Embedding.Role.QUERY).getFirst();
            Embedded many = embedding
                    .embed(List.of("tea ".repeat(100)), Embedding.Role.QUERY)
                    .getFirst();

            assertThat(none.tokens()).isZero();
            assertThat(none.truncated()).isFalse();
            assertThat(many.tokens()).isEqualTo(100 * one.tokens());
            assertThat(many.truncated()).isTrue();
            assertThat(many.tokensUsed()).isPositive().isLessThan(46);
        }
    }

    @Test
    void odd_texts_get_a_vector_of_length_one() {
        List<String> odd =
                List.of("", " ", "x".repeat(100_000), "\ud83d", "a\udc00b", "nul\u0000", "[SEP]", "\ud83d\ude42");
        for (String name : List.of(Fixture.MEAN_WITHOUT_PROMPT, Fixture.FIRST_TOKEN)) {
            try (Model model = Fixture.open(name)) {
                for (Embedding.Role role : Embedding.Role.values()) {
                    assertThat(model.as(Embedding.class).embed(odd, role))
                            .hasSize(odd.size())
                            .allSatisfy(embedded -> assertThat(Similarity.DOT.of(embedded, embedded))
                                    .isCloseTo(1, within(1e-5)));
                }
            }
        }
    }

    @Test
    void settings_go_before_what_the_files_say() {
        String folder = "onnx:" + Fixture.folder(Fixture.MEAN_WITHOUT_PROMPT);
        try (Model plain = new OnnxBackEnd().open(ModelRef.parse(folder));
                Model other = new OnnxBackEnd()
                        .open(ModelRef.parse(folder + "?pooling=cls&query-prompt=&max-tokens=20&threads=1"))) {
            Embedding embedding = other.as(Embedding.class);

            assertThat(embedding.maxTokens()).isEqualTo(20);
            assertThat(embedding.embed(List.of("tea"), Embedding.Role.QUERY))
                    .isNotEqualTo(plain.as(Embedding.class).embed(List.of("tea"), Embedding.Role.QUERY));
            assertThat(other.name()).endsWith("?pooling=cls&query-prompt=&max-tokens=20&threads=1");
        }
    }

    @Test
    void does_not_guess_how_token_vectors_become_one(@TempDir Path temp) throws Exception {
        Path folder = Fixture.copy(Fixture.FIRST_TOKEN, temp.resolve("m"));
        Files.delete(folder.resolve("modules.json"));

        assertThatThrownBy(() -> Fixture.open(folder))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("no file says how token vectors become one")
                .hasMessageContaining("?pooling=mean");
    }

    @Test
    void refuses_a_dense_module_that_the_graph_does_not_hold(@TempDir Path temp) throws Exception {
        Path folder = Fixture.copy(Fixture.FIRST_TOKEN, temp.resolve("m"));
        Files.writeString(folder.resolve("modules.json"), """
                [{"path": "", "type": "sentence_transformers.models.Transformer"},
                 {"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
                 {"path": "2_Dense", "type": "sentence_transformers.models.Dense"}]""");

        assertThatThrownBy(() -> Fixture.open(folder))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("[2_Dense]")
                .hasMessageContaining("not inside the graph");
    }
}
