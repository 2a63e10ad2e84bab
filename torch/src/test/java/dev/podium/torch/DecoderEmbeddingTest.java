package dev.podium.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Embedding.Role;
import dev.podium.model.Model;
import dev.podium.model.Models;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.Similarity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Language models that embed: texts by the mark behind them, prompts as they stand. */
class DecoderEmbeddingTest {

    private static final Path MODELS = Path.of("src/test/resources/models");

    private static Model open(String folder, String settings) {
        return Models.open("torch:" + MODELS.resolve(folder) + settings);
    }

    private static Prompt plain(String text) {
        return Prompt.plain(Part.fixed(text));
    }

    @Test
    void a_prompt_is_embedded_by_its_last_token_as_the_reference_has_it() {
        try (Golden golden = Golden.copy("qwen3");
                Model model = open("qwen3", "")) {
            Embedding embedding = model.as(Embedding.class);
            float[] hidden = golden.tensor("plain.hidden_3");
            float[] last = Arrays.copyOfRange(hidden, hidden.length - embedding.dimensions(), hidden.length);

            Embedded embedded = embedding
                    .embed(List.of(plain(golden.json()
                            .path("texts")
                            .path("plain")
                            .path("text")
                            .asString())))
                    .getFirst();

            assertThat(Similarity.DOT.of(embedded, embedded)).isCloseTo(1, within(1e-6));
            assertThat(Similarity.COSINE.of(embedded, new Embedded(last, 0, 0))).isCloseTo(1, within(1e-6));
            assertThat(embedding.similarity()).isEqualTo(Similarity.COSINE);
            assertThat(embedding.forms()).containsExactly(Prompt.Form.PLAIN);
        }
    }

    @Test
    void a_text_is_followed_by_the_mark_that_ends_one_whatever_its_role() {
        try (Model model = open("qwen3", "")) {
            Embedding embedding = model.as(Embedding.class);

            Embedded text =
                    embedding.embed(List.of("green tea", ""), Role.PASSAGE).getFirst();
            Embedded marked =
                    embedding.embed(List.of(plain("green tea<|im_end|>"))).getFirst();
            Embedded bare = embedding.embed(List.of(plain("green tea"))).getFirst();

            assertThat(Similarity.COSINE.of(text, marked)).isCloseTo(1, within(1e-6));
            assertThat(Similarity.COSINE.of(text, bare)).isLessThan(0.999);
            Embedded asked = embedding.embed(List.of("green tea"), Role.QUERY).getFirst();
            assertThat(Similarity.COSINE.of(asked, text)).isCloseTo(1, within(1e-6));
            assertThat(text.tokens()).isEqualTo(bare.tokens()).isEqualTo(marked.tokens() - 1);
            assertThatThrownBy(() -> embedding.embed(List.of(plain(""))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no token");
        }
    }

    @Test
    void a_text_too_long_loses_its_end_and_keeps_the_mark_and_company_changes_nothing() {
        List<String> texts = IntStream.range(0, 40)
                .mapToObj(i -> "green tea is a drink ".repeat(1 + i % 9) + i)
                .toList();
        try (Model model = open("qwen3", "?max-tokens=30")) {
            Embedding embedding = model.as(Embedding.class);

            List<Embedded> together = embedding.embed(texts, Role.PASSAGE);

            assertThat(together.get(0).truncated()).isFalse();
            assertThat(together.get(8).truncated()).isTrue();
            assertThat(together.get(8).tokensUsed()).isEqualTo(29);
            for (int i : new int[] {0, 8, 39}) {
                Embedded alone =
                        embedding.embed(List.of(texts.get(i)), Role.PASSAGE).getFirst();
                assertThat(Similarity.COSINE.of(alone, together.get(i))).isCloseTo(1, within(1e-6));
            }
        }
    }

    @Test
    void a_bi_encoder_of_a_decoder_embeds_prompts_by_its_own_pooling(@TempDir Path folder) throws IOException {
        for (String file : List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")) {
            Files.copy(MODELS.resolve("qwen3").resolve(file), folder.resolve(file));
        }
        Files.writeString(folder.resolve("modules.json"), """
                [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
                 {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"}]""");
        Files.writeString(
                folder.resolve("config_sentence_transformers.json"),
                "{\"prompts\": {\"query\": \"Find: \"}, \"default_prompt_name\": \"query\"}");
        Files.createDirectory(folder.resolve("1_Pooling"));
        Path pooling = folder.resolve("1_Pooling").resolve("config.json");
        Prompt prompt = Prompt.plain(
                Part.fixed("Query: "), Part.document("text", "green tea", Integer.MAX_VALUE), Part.fixed(" <think>"));

        Files.writeString(pooling, "{\"pooling_mode_lasttoken\": true}");
        try (Model model = Models.open("torch:" + folder);
                Model writes = open("qwen3", "")) {
            Embedded byLast = model.as(Embedding.class).embed(List.of(prompt)).getFirst();
            Embedded same = writes.as(Embedding.class).embed(List.of(prompt)).getFirst();

            assertThat(model.as(Embedding.class).forms()).containsExactly(Prompt.Form.PLAIN);
            assertThat(Similarity.COSINE.of(byLast, same)).isCloseTo(1, within(1e-6));
            assertThat(byLast.tokens()).isEqualTo(same.tokens());
        }
        Files.writeString(pooling, "{\"pooling_mode_mean_tokens\": true}");
        try (Model model = Models.open("torch:" + folder);
                Model writes = open("qwen3", "")) {
            Embedded byMean = model.as(Embedding.class).embed(List.of(prompt)).getFirst();
            Embedded last = writes.as(Embedding.class).embed(List.of(prompt)).getFirst();

            assertThat(Similarity.COSINE.of(byMean, last)).isLessThan(0.999);
        }
    }

    @Test
    void an_encoder_embeds_texts_alone() {
        try (Model model = open("mpnet-base", "")) {
            Embedding embedding = model.as(Embedding.class);

            assertThat(embedding.forms()).isEmpty();
            assertThatThrownBy(() -> embedding.embed(List.of(plain("tea"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no decoder");
        }
    }
}
