package dev.podium.torch.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.Embedded;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Similarity;
import dev.podium.torch.Golden;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.tensor.Device;
import dev.podium.weights.DType;
import dev.podium.weights.SafetensorsWriter;
import dev.podium.weights.Shape;
import dev.podium.weights.TensorPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentenceModelTest {

    private static final Path MODELS = Path.of("src/test/resources/models");
    private static final String LONG = "treatment as prevention is compared by models of the epidemic. ".repeat(8);

    @TempDir
    private Path folder;

    @Test
    void a_vector_does_not_depend_on_its_company() {
        try (BiEncoder encoder = (BiEncoder) open("st-prompts-excluded")) {
            float[] alone = encoder.vectors(List.of("of mice"), Task.QUERY)[0];
            float[] among = encoder.vectors(List.of(LONG, "of mice", "", "and men"), Task.QUERY)[1];

            assertThat(among).containsExactly(alone, within(1e-5f));
            assertThat(encoder.vectors(List.of(), Task.QUERY)).isEmpty();
        }
    }

    @Test
    void what_was_not_read_is_told_text_by_text() {
        try (BiEncoder encoder = (BiEncoder) open("st-prompts-excluded")) {
            List<Embedded> embedded = encoder.embed(List.of("of mice", LONG, ""), Task.DOCUMENT);

            assertThat(embedded.get(0).truncated()).isFalse();
            assertThat(embedded.get(1).truncated()).isTrue();
            assertThat(embedded.get(1).tokensUsed()).isLessThan(48);
            assertThat(embedded.get(2).tokens()).isZero();
            assertThat(encoder.maxTokens()).isEqualTo(48);
            assertThat(encoder.dimensions()).isEqualTo(embedded.get(1).vector().length);
        }
    }

    @Test
    void dimensions_are_those_behind_the_last_layer() {
        try (BiEncoder dense = (BiEncoder) open("st-dense");
                SparseEncoder splade = (SparseEncoder) open("splade")) {
            assertThat(dense.dimensions()).isEqualTo(16);
            assertThat(splade.vocabulary()).isEqualTo(600);
        }
    }

    @Test
    void sparse_vectors_meet_in_the_words_they_share() {
        SparseVector a = SparseVector.of(new float[] {0, 2, 0, 3, 0.5f}, 0, 5, 1, 1);
        SparseVector b = SparseVector.of(new float[] {9, 1, 4, 2, 0}, 0, 5, 1, 1);

        assertThat(a.terms()).containsExactly(1, 3, 4);
        assertThat(a.dot(b)).isEqualTo(8);
        assertThat(b.dot(a)).isEqualTo(8);
        assertThat(a.dense(5)).containsExactly(0, 2, 0, 3, 0.5f);
    }

    @Test
    void a_score_does_not_depend_on_its_company_and_long_queries_are_kept() {
        try (CrossEncoder judge = (CrossEncoder) open("ce-v4-identity")) {
            TextPair pair = new TextPair("of mice", LONG);
            PairScore alone = judge.scores(List.of(pair), Truncation.KEEP_QUERY).getFirst();
            PairScore among = judge.scores(
                            List.of(new TextPair(LONG, LONG), pair, new TextPair("", "")), Truncation.KEEP_QUERY)
                    .get(1);

            assertThat(among.score()).isCloseTo(alone.score(), within(1e-5));
            assertThat(alone.tokensUsed()).isLessThan(alone.tokens());
            assertThat(judge.labels()).isEqualTo(1);
        }
    }

    @Test
    void near_tokens_meet_in_maxsim() {
        try (LateInteraction late = (LateInteraction) open("colbert-stanford")) {
            TokenVectors query = new TokenVectors(new float[] {1, 0, 0, 1}, 2, 2, 2, 2);
            TokenVectors near = new TokenVectors(new float[] {1, 0, 0.5f, 0.5f}, 2, 2, 2, 2);
            TokenVectors far = new TokenVectors(new float[] {-1, 0}, 1, 2, 1, 1);
            TokenVectors none = new TokenVectors(new float[0], 0, 2, 0, 0);

            // max(1, 0.5) + max(0, 0.5); max(-1) + max(0); nothing to meet
            assertThat(late.maxsim(List.of(query, none), List.of(near, none, far)))
                    .isDeepEqualTo(new double[][] {{1.5, 0, -1}, {0, 0, 0}});
        }
    }

    @Test
    void a_table_of_words_needs_no_network() throws IOException {
        Files.copy(MODELS.resolve("splade/tokenizer.json"), folder.resolve("tokenizer.json"));
        write("modules.json", "[{\"type\": \"sentence_transformers.models.StaticEmbedding\", \"path\": \"\"}]");
        float[] table = new float[600 * 2];
        for (int i = 0; i < table.length; i++) {
            table[i] = i;
        }
        List<TensorPlan> plan = List.of(new TensorPlan("embedding.weight", DType.F32, Shape.of(600, 2)));
        try (SafetensorsWriter writer = SafetensorsWriter.create(folder.resolve("model.safetensors"), plan, Map.of())) {
            writer.put("embedding.weight", table);
        }

        try (BiEncoder encoder = (BiEncoder) SentenceModel.open(folder, Numbers.FLOAT32, Device.CPU)) {
            float[][] vectors = encoder.vectors(List.of("h", "", "h h"), Task.NONE);

            assertThat(vectors[0][1]).isEqualTo(vectors[0][0] + 1);
            assertThat(vectors[1]).containsExactly(0, 0);
            assertThat(vectors[2]).containsExactly(vectors[0]);
        }
    }

    @Test
    void a_plain_checkpoint_is_pooled_by_the_mean() {
        for (Path plain : Golden.folders("t5-encoder"::equals)) {
            try (Golden golden = Golden.open(plain);
                    BiEncoder encoder = (BiEncoder) SentenceModel.open(plain, Numbers.FLOAT32, Device.CPU)) {
                String text = golden.json().path("items").path(0).path("text").asString();
                float[] vector = encoder.vectors(List.of(text), Task.NONE)[0];
                double sum = 0;
                for (float number : vector) {
                    sum += (double) number * number;
                }
                for (int i = 0; i < vector.length; i++) {
                    vector[i] /= (float) Math.sqrt(sum);
                }
                golden.assertClose("item0.mean_pooled_normalised", vector);
            }
        }
    }

    @Test
    void rounded_weights_give_nearly_the_same_vector() {
        try (BiEncoder exact = (BiEncoder) open("st-prompts-excluded");
                BiEncoder rounded = (BiEncoder)
                        SentenceModel.open(MODELS.resolve("st-prompts-excluded"), Numbers.INT8, Device.CPU)) {
            Embedded one = exact.embed(List.of(LONG), Task.QUERY).getFirst();
            Embedded other = rounded.embed(List.of(LONG), Task.QUERY).getFirst();

            assertThat(Similarity.COSINE.of(one, other)).isGreaterThan(0.99).isLessThan(1);
        }
    }

    @Test
    void a_module_that_is_not_known_is_named() throws IOException {
        try (var files = Files.walk(MODELS.resolve("st-dense"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(MODELS.resolve("st-dense").relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        write(
                "modules.json",
                Files.readString(folder.resolve("modules.json")).replace("modules.dense.Dense", "modules.lstm.LSTM"));

        assertThatThrownBy(() -> SentenceModel.open(folder, Numbers.FLOAT32, Device.CPU))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("LSTM")
                .hasMessageContaining("Maybe");
    }

    private static SentenceModel open(String name) {
        return SentenceModel.open(MODELS.resolve(name), Numbers.FLOAT32, Device.CPU);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
