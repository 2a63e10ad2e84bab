package dev.podium.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtSession;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Model;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import dev.podium.weights.DType;
import dev.podium.weights.SafetensorsWriter;
import dev.podium.weights.Shape;
import dev.podium.weights.TensorPlan;
import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class OnnxExportTest {

    /** Of a logit from -7 to 3: what is left is the rounding of products, in float32. */
    private static final double EXACT = 1e-5;

    /**
     * How far int8 moves the logits of a tiny checkpoint in the mean. They are 32 wide and drawn at random, where rounding has little to
     * average over: 0.02 to 0.17 was measured, and 0.04 to 0.08 of what ONNX Runtime's own tool makes of the same graphs.
     */
    private static final double ROUNDED = 0.3;

    @TempDir
    private Path temp;

    @Test
    void float32_gives_the_golden_logits_of_each_family() throws Exception {
        List<GoldenCheckpoint> all = GoldenCheckpoint.all();

        assertThat(all).hasSizeGreaterThanOrEqualTo(3);
        for (GoldenCheckpoint golden : all) {
            assertThat(errors(golden, Precision.FLOAT32)).as("%s", golden).allMatch(error -> error < EXACT);
        }
    }

    @Test
    void int8_stays_near_the_golden_logits() throws Exception {
        for (GoldenCheckpoint golden : GoldenCheckpoint.all()) {
            List<Double> errors = errors(golden, Precision.INT8);

            assertThat(errors.stream().mapToDouble(error -> error).average().orElseThrow())
                    .as("%s", golden)
                    .isLessThan(ROUNDED);
        }
    }

    /** Of each text's logits, each text read alone. */
    private List<Double> errors(GoldenCheckpoint golden, Precision precision) throws Exception {
        Path graph = OnnxExport.of(golden.folder()).write(temp.resolve(golden + "-" + precision), precision);
        List<Double> errors = new ArrayList<>();
        try (Exported exported = new Exported(graph)) {
            for (int i = 0; i < golden.texts().size(); i++) {
                float[] logits = exported.logits(golden.texts().subList(i, i + 1), golden.filling())[0];
                errors.add(error(logits, golden.logits().get(i)));
            }
        }
        return errors;
    }

    /** The largest, relative to logits beyond 1. */
    private static double error(float[] given, List<Float> wanted) {
        assertThat(given).hasSize(wanted.size());
        double largest = 0;
        for (int label = 0; label < given.length; label++) {
            double scale = Math.max(1, Math.abs(wanted.get(label)));
            largest = Math.max(largest, Math.abs((double) given[label] - wanted.get(label)) / scale);
        }
        return largest;
    }

    @Test
    void a_batch_of_any_size_is_read_at_any_length_and_what_fills_it_up_is_not_looked_at() throws Exception {
        for (GoldenCheckpoint golden : GoldenCheckpoint.all()) {
            Path graph = OnnxExport.of(golden.folder()).write(temp.resolve(golden + ""), Precision.FLOAT32);
            try (Exported exported = new Exported(graph)) {
                for (int size = 2; size <= golden.texts().size(); size++) {
                    float[][] logits = exported.logits(golden.texts().subList(0, size), golden.filling());

                    for (int i = 0; i < size; i++) {
                        assertThat(error(logits[i], golden.logits().get(i)))
                                .as("%s, text %d of %d", golden, i, size)
                                .isLessThan(EXACT);
                    }
                }
            }
        }
    }

    @Test
    void the_back_end_opens_what_was_written_and_scores_what_the_reference_scores() throws Exception {
        Path exported = temp.resolve("exported");
        OnnxExport.of(Fixture.folder(Fixture.CROSS_ENCODER)).write(exported, Precision.FLOAT32);

        try (Model model = Fixture.open(exported)) {
            PairScoring pairs = model.as(PairScoring.class);
            for (JsonNode pair : Fixture.expected(Fixture.CROSS_ENCODER).path("pairs")) {
                Scored scored = pairs.score(
                                pair.path("query").asString(),
                                List.of(pair.path("document").asString()))
                        .getFirst();
                assertThat(scored.score()).isCloseTo(pair.path("score").asDouble(), within(1e-5));
            }
        }
    }

    @Test
    void a_score_in_int8_is_the_same_to_the_last_bit_alone_and_in_company() throws Exception {
        // Inputs are rounded by the range of a whole call; the back end reads one sequence a call, so a call is a text.
        List<String> documents = Fixture.texts(100, 3);
        Path exported = temp.resolve("exported");
        OnnxExport.of(Fixture.folder(Fixture.CROSS_ENCODER)).write(exported, Precision.INT8);

        try (Model model = Fixture.open(exported)) {
            PairScoring pairs = model.as(PairScoring.class);
            List<Scored> together = pairs.score("embryo tissue", documents);
            List<Scored> alone = new ArrayList<>();
            for (String document : documents) {
                alone.addAll(pairs.score("embryo tissue", List.of(document)));
            }
            assertThat(alone).as("seed 3").isEqualTo(together);
        }
    }

    @Test
    void a_bare_encoder_gives_the_vectors_that_its_checkpoint_gives() throws Exception {
        Path exported = temp.resolve("exported");
        OnnxExport export = OnnxExport.of(Fixture.folder(Fixture.MEAN_WITHOUT_PROMPT));
        export.write(exported, Precision.FLOAT32);

        assertThat(export.output()).isEqualTo("last_hidden_state");
        assertVectors(exported, vector -> vector);
    }

    /** That it gives the reference's vectors, changed so. */
    private static void assertVectors(Path exported, UnaryOperator<float[]> changed) throws Exception {
        List<String> texts = Fixture.texts(20, 9);
        try (Model written = Fixture.open(exported);
                Model reference = Fixture.open(Fixture.MEAN_WITHOUT_PROMPT)) {
            List<Embedded> wanted = reference.as(Embedding.class).embed(texts, Embedding.Role.PASSAGE);
            List<Embedded> given = written.as(Embedding.class).embed(texts, Embedding.Role.PASSAGE);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(given.get(i).vector())
                        .as("seed 9, text %d", i)
                        .containsExactly(changed.apply(wanted.get(i).vector()), within(1e-5f));
            }
        }
    }

    @Test
    void a_linear_map_behind_the_pooling_is_inside_the_graph() throws Exception {
        Path checkpoint = Fixture.copy(Fixture.MEAN_WITHOUT_PROMPT, temp.resolve("checkpoint"));
        float[][] map = withMap(checkpoint, 3, "torch.nn.modules.linear.Identity");
        Path exported = temp.resolve("exported");
        OnnxExport.of(checkpoint).write(exported, Precision.FLOAT32);

        assertThat(exported.resolve("2_Dense")).doesNotExist();
        assertVectors(exported, vector -> mapped(map, vector));
    }

    /** Puts a map to so many numbers between the pooling and the norm. */
    private static float[][] withMap(Path checkpoint, int out, String bend) throws IOException {
        float[][] map = new float[out][32];
        float[] flat = new float[out * 32];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) Math.sin(i * 1.3);
            map[i / 32][i % 32] = flat[i];
        }
        Path folder = Files.createDirectories(checkpoint.resolve("2_Dense"));
        Files.writeString(
                folder.resolve("config.json"), "{\"bias\": false, \"activation_function\": \"" + bend + "\"}");
        List<TensorPlan> plan = List.of(new TensorPlan("linear.weight", DType.F32, Shape.of(out, 32)));
        try (SafetensorsWriter writer = SafetensorsWriter.create(folder.resolve("model.safetensors"), plan, Map.of())) {
            writer.put("linear.weight", flat);
        }
        Path modules = checkpoint.resolve("modules.json");
        Files.writeString(
                modules,
                Files.readString(modules)
                        .replaceFirst(
                                "(?s)(\\{\\s*\"idx\": 2,)",
                                "{\"idx\": 2, \"path\": \"2_Dense\", \"type\": \"sentence_transformers.models.Dense\"}, $1"));
        return map;
    }

    /** Of length 1. */
    private static float[] mapped(float[][] map, float[] vector) {
        float[] mapped = new float[map.length];
        double squares = 0;
        for (int i = 0; i < map.length; i++) {
            for (int k = 0; k < vector.length; k++) {
                mapped[i] += map[i][k] * vector[k];
            }
            squares += (double) mapped[i] * mapped[i];
        }
        for (int i = 0; i < map.length; i++) {
            mapped[i] /= (float) Math.sqrt(squares);
        }
        return mapped;
    }

    @Test
    void refuses_a_module_that_bends_what_it_maps() throws Exception {
        Path checkpoint = Fixture.copy(Fixture.MEAN_WITHOUT_PROMPT, temp.resolve("checkpoint"));
        withMap(checkpoint, 3, "torch.nn.modules.activation.Tanh");

        assertThatThrownBy(() -> OnnxExport.of(checkpoint))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("bends by \"torch.nn.modules.activation.Tanh\"");
    }

    @Test
    void the_same_checkpoint_gives_the_same_bytes() throws Exception {
        for (Precision precision : Precision.values()) {
            OnnxExport export = OnnxExport.of(Fixture.folder(Fixture.CROSS_ENCODER));
            Path once = export.write(temp.resolve("once"), precision);
            Path again = export.write(temp.resolve("again"), precision);

            assertThat(again).hasSameBinaryContentAs(once);
        }
    }

    @Test
    void int8_is_little_more_than_a_byte_a_weight() throws Exception {
        Path folder = Fixture.folder(Fixture.CROSS_ENCODER);
        long plain = Files.size(OnnxExport.of(folder).write(temp.resolve("float32"), Precision.FLOAT32));
        long rounded = Files.size(OnnxExport.of(folder).write(temp.resolve("int8"), Precision.INT8));

        // Tables 648 x 32, two layers of 8,192: 37,120 weights give up three bytes; 1,048 scales and the nodes that use
        // them want some back.
        assertThat(plain - rounded).isBetween(3 * 37_120L - 12_000, 3 * 37_120L);
    }

    @Test
    void the_runtime_puts_the_steps_of_a_layer_together() throws Exception {
        Path graph = OnnxExport.of(Fixture.folder(Fixture.CROSS_ENCODER)).write(temp, Precision.INT8);
        Path optimized = temp.resolve("optimized.onnx");
        var options = new OrtSession.SessionOptions();
        options.setOptimizedModelFilePath(optimized.toString());
        new Exported(graph, options).close();

        String bytes = Files.readString(optimized, StandardCharsets.ISO_8859_1);
        assertThat(Stream.of(
                                "DynamicQuantizeMatMul",
                                "MatMulIntegerToFloat",
                                "SkipLayerNormalization",
                                "Gelu",
                                "MultiHeadAttention",
                                "MatMulInteger",
                                "Erf")
                        .filter(operator ->
                                bytes.contains("\"" + (char) operator.length() + operator))) // field 4 of a node
                .containsExactly(
                        "DynamicQuantizeMatMul",
                        "MatMulIntegerToFloat",
                        "SkipLayerNormalization",
                        "Gelu",
                        "MultiHeadAttention");
    }

    @Test
    void refuses_a_family_that_has_no_graph_in_words() throws IOException {
        Files.writeString(
                temp.resolve("config.json"),
                "{\"model_type\": \"deberta-v2\", \"architectures\": [\"DebertaV2ForSequenceClassification\"]}");

        assertThatThrownBy(() -> OnnxExport.of(temp))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("deberta-v2")
                .hasMessageContaining("bert, electra, roberta, xlm-roberta, camembert, distilbert")
                .hasMessageContaining("\nMaybe serve it as it is");
    }

    @Test
    void refuses_another_head_other_modules_and_other_activations() throws IOException {
        Path config = temp.resolve("config.json");
        String bert =
                "{\"model_type\": \"bert\", \"hidden_size\": 8, \"num_attention_heads\": 2, \"num_hidden_layers\": 1, %s}";
        Files.writeString(config, bert.formatted("\"architectures\": [\"BertForTokenClassification\"]"));
        assertThatThrownBy(() -> OnnxExport.of(temp)).hasMessageContaining("it is a BertForTokenClassification");

        Files.writeString(config, bert.formatted("\"hidden_act\": \"mish\""));
        assertThatThrownBy(() -> OnnxExport.of(temp)).hasMessageContaining("The activation \"mish\"");

        Files.writeString(config, bert.formatted("\"position_embedding_type\": \"relative_key\""));
        assertThatThrownBy(() -> OnnxExport.of(temp)).hasMessageContaining("\"relative_key\"");

        Files.writeString(config, bert.formatted("\"hidden_act\": \"gelu\""));
        Files.writeString(
                temp.resolve("modules.json"),
                "[{\"type\": \"sentence_transformers.models.LayerNorm\", \"path\": \"2_LayerNorm\"}]");
        assertThatThrownBy(() -> OnnxExport.of(temp)).hasMessageContaining("sentence_transformers.models.LayerNorm");
    }

    @Test
    void refuses_a_checkpoint_without_a_tokenizer_or_without_the_head_it_names() throws Exception {
        Path from = Fixture.copy(Fixture.CROSS_ENCODER, temp.resolve("from"));
        rewrite(from, name -> !name.startsWith("classifier"), 1);
        assertThatThrownBy(() -> OnnxExport.of(from).write(temp.resolve("to"), Precision.INT8))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("has no tensor \"classifier.weight\"");
        assertThat(temp.resolve("to/model.onnx")).doesNotExist();
        assertThat(temp.resolve("to/model.onnx.part")).doesNotExist();

        Files.delete(from.resolve("tokenizer.json"));
        assertThatThrownBy(() -> OnnxExport.of(from).write(temp.resolve("to"), Precision.INT8))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("has no tokenizer.json");
    }

    @Test
    void refuses_weights_that_training_has_lost() throws Exception {
        Path from = Fixture.copy(Fixture.CROSS_ENCODER, temp.resolve("from"));
        rewrite(from, _ -> true, Float.NaN);

        assertThatThrownBy(() -> OnnxExport.of(from).write(temp.resolve("to"), Precision.INT8))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("holds NaN in row 0");
    }

    /** Keeps some tensors of a checkpoint, all their numbers times a factor. */
    private static void rewrite(Path folder, Predicate<String> kept, float factor) throws IOException {
        Path file = folder.resolve("model.safetensors");
        Path whole = folder.resolve("whole.safetensors");
        Files.move(file, whole);
        try (Weights weights = Weights.open(whole)) {
            List<TensorView> views = weights.tensors().values().stream()
                    .filter(view -> kept.test(view.name()))
                    .toList();
            List<TensorPlan> plan = views.stream()
                    .map(view -> new TensorPlan(
                            view.name(), DType.F32, new Shape(view.shape().sizes())))
                    .toList();
            try (SafetensorsWriter writer = SafetensorsWriter.create(file, plan, Map.of("format", "pt"))) {
                for (TensorView view : views) {
                    float[] numbers = view.floats();
                    for (int i = 0; i < numbers.length; i++) {
                        numbers[i] *= factor;
                    }
                    writer.put(view.name(), numbers);
                }
            }
        }
        Files.delete(whole);
    }
}
