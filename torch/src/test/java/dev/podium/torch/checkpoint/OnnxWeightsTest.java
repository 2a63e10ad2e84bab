package dev.podium.torch.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.podium.model.ModelUnavailableException;
import dev.podium.text.Encoding;
import dev.podium.text.Tokenizer;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.sentence.BiEncoder;
import dev.podium.torch.sentence.SentenceModel;
import dev.podium.torch.sentence.Task;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** all-MiniLM-L6-v2 as Maven Central has it, calculated by libtorch and by ONNX Runtime. */
class OnnxWeightsTest {

    private static final Path MINILM = Path.of("target/minilm");

    private static final Path INT8 = Path.of("target/minilm-int8");

    private static final List<String> TEXTS = List.of(
            "Which neurons fire when a mouse sees a stripe?",
            "",
            "Cells of the visual cortex answer to edges of one direction. ".repeat(12),
            "na\u00efve caf\u00e9s, \u65e5\u672c\u8a9e, \ud83d\ude42");

    @TempDir
    private Path folder;

    @Test
    void a_graph_names_its_linear_layers_by_their_products() {
        try (OnnxWeights weights = OnnxWeights.open(MINILM.resolve("model.onnx"))) {
            assertThat(weights.shape("embeddings.word_embeddings.weight")).containsExactly(30522, 384);
            assertThat(weights.shape("encoder.layer.5.intermediate.dense.weight"))
                    .containsExactly(1536, 384);
            try (Tensor weight = weights.read("encoder.layer.5.intermediate.dense.weight")) {
                assertThat(weight.shape()).containsExactly(1536, 384);
            }
            assertThatThrownBy(() -> weights.read("classifier.weight"))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("classifier.weight");
        }
    }

    @Test
    void all_that_is_named_can_be_read_so_that_a_checkpoint_can_be_written_of_it() {
        try (OnnxWeights weights = OnnxWeights.open(MINILM.resolve("model.onnx"))) {
            assertThat(weights.names()).hasSizeGreaterThan(100);
            for (String name : weights.names()) {
                try (Tensor weight = weights.read(name)) {
                    assertThat(weight.shape()).as(name).containsExactly(weights.shape(name));
                }
            }
        }
    }

    @Test
    void bytes_of_a_quantized_graph_are_read_as_the_weights_that_they_were_made_of() {
        try (OnnxWeights weights = OnnxWeights.open(MINILM.resolve("model.onnx"));
                OnnxWeights quantized = OnnxWeights.open(INT8.resolve("model.onnx"))) {
            assertThat(quantized.names()).noneMatch(name -> name.endsWith("_scale"));
            for (String name : weights.names()) {
                if (!quantized.has(name)) {
                    assertThat(name).endsWith("position_ids"); // counted, not learnt
                    continue;
                }
                assertThat(quantized.shape(name)).as(name).containsExactly(weights.shape(name));
                try (Scope _ = Scope.open();
                        Tensor before = weights.read(name);
                        Tensor after = quantized.read(name)) {
                    double largest = before.abs().reshape(-1).max(0, false).item();
                    double apart =
                            before.minus(after).abs().reshape(-1).max(0, false).item();
                    // Half of one of at least 127 steps up to the largest of its column, which is at most that of all.
                    assertThat(apart).as(name).isLessThanOrEqualTo(largest / 127);
                }
            }
        }
    }

    @Test
    void libtorch_and_onnx_runtime_give_one_vector() throws IOException, OrtException {
        Files.createSymbolicLink(
                folder.resolve("model.onnx"), MINILM.resolve("model.onnx").toAbsolutePath());
        Files.copy(MINILM.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        // What the checkpoint's own config.json says.
        Files.writeString(folder.resolve("config.json"), """
                {"model_type": "bert", "hidden_size": 384, "intermediate_size": 1536, "num_attention_heads": 12,
                 "num_hidden_layers": 6, "hidden_act": "gelu", "layer_norm_eps": 1e-12,
                 "max_position_embeddings": 512, "type_vocab_size": 2, "vocab_size": 30522, "pad_token_id": 0}""");

        try (BiEncoder encoder = (BiEncoder) SentenceModel.open(folder, Numbers.FLOAT32, Device.CPU)) {
            float[][] vectors = encoder.vectors(TEXTS, Task.NONE);

            for (int i = 0; i < vectors.length; i++) {
                assertThat(unit(vectors[i]))
                        .as(TEXTS.get(i))
                        .containsExactly(unit(byOnnxRuntime(TEXTS.get(i))), within(1e-4f));
            }
        }
    }

    @Test
    void what_is_no_graph_is_refused() throws IOException {
        Path file = folder.resolve("model.onnx");
        Files.write(file, new byte[] {0x3a, (byte) 0xff, (byte) 0xff, 0x03, 1});

        assertThatThrownBy(() -> OnnxWeights.open(file))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("model.onnx")
                .hasMessageContaining("Maybe");
    }

    /** The mean of the last hidden states. */
    private static float[] byOnnxRuntime(String text) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (Tokenizer tokenizer = Tokenizer.open(MINILM);
                OrtSession session =
                        environment.createSession(MINILM.resolve("model.onnx").toString())) {
            Encoding encoding = tokenizer.encode(text, true);
            long[] ids = Arrays.stream(encoding.ids()).asLongStream().toArray();
            long[] ones = new long[ids.length];
            Arrays.fill(ones, 1);
            try (OnnxTensor shown = OnnxTensor.createTensor(environment, new long[][] {ids});
                    OnnxTensor mask = OnnxTensor.createTensor(environment, new long[][] {ones});
                    OnnxTensor types = OnnxTensor.createTensor(environment, new long[][] {new long[ids.length]});
                    OrtSession.Result result =
                            session.run(Map.of("input_ids", shown, "attention_mask", mask, "token_type_ids", types))) {
                float[][] hidden = ((float[][][]) result.get(0).getValue())[0];
                float[] mean = new float[hidden[0].length];
                for (float[] token : hidden) {
                    for (int i = 0; i < mean.length; i++) {
                        mean[i] += token[i] / hidden.length;
                    }
                }
                return mean;
            }
        }
    }

    private static float[] unit(float[] vector) {
        double sum = 0;
        for (float number : vector) {
            sum += (double) number * number;
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / Math.sqrt(sum));
        }
        return unit;
    }
}
