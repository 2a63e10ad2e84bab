package dev.podium.torch.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.ModelUnavailableException;
import dev.podium.text.Tokenizer;
import dev.podium.torch.Golden;
import dev.podium.torch.decoder.CausalLm;
import dev.podium.torch.decoder.DecoderSpec;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Torch;
import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** A GGUF file is the checkpoint that it was made of, within the rounding of its types. */
class GgufTest {

    private static final Path COPIES = Path.of("src/test/resources/models");
    private static final Path SHARED = Path.of(System.getProperty("podium.shared", ""), "fixtures", "models");

    @BeforeAll
    static void models_this_small_are_slower_on_more_than_one_thread() {
        Torch.threads(1);
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path place : List.of(COPIES, SHARED)) {
            for (String name : List.of("gguf-llama", "gguf-qwen2", "gguf-gemma", "gguf-llama-k")) {
                if (Files.isDirectory(place.resolve(name))) {
                    try (Stream<Path> inside = Files.list(place.resolve(name))) {
                        inside.filter(file -> file.toString().endsWith(".gguf"))
                                .sorted()
                                .forEach(files::add);
                    }
                }
            }
        }
        return files;
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    @TestFactory
    Stream<DynamicTest> files_hold_what_the_checkpoint_beside_them_holds() throws IOException {
        return files().stream()
                .filter(file -> Files.exists(file.resolveSibling("model.safetensors")))
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> holdsTheSame(file)));
    }

    private static void holdsTheSame(Path file) throws IOException {
        try (Golden golden = Golden.open(file.getParent());
                Checkpoint gguf = Checkpoint.open(file);
                Weights source = Weights.open(file.resolveSibling("model.safetensors"))) {
            double error = golden.json()
                    .path("files")
                    .path(name(file))
                    .path("largest_weight_error")
                    .asDouble();
            assertThat(gguf.source().names()).containsExactlyInAnyOrderElementsOf(source.names());
            for (TensorView expected : source.tensors().values()) {
                try (Tensor found = gguf.source().read(expected.name())) {
                    assertThat(found.shape()).isEqualTo(expected.shape().toArray());
                    float[] numbers = found.floats();
                    float[] wanted = expected.floats();
                    for (int i = 0; i < wanted.length; i++) {
                        assertThat((double) numbers[i])
                                .as("%s[%d]", expected.name(), i)
                                .isCloseTo(wanted[i], within(error * (1 + 1e-6)));
                    }
                }
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> metadata_says_what_config_json_does() throws IOException {
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    try (Checkpoint gguf = Checkpoint.open(file)) {
                        for (String other : List.of("config.json", "config.v4.json")) {
                            var config = dev.podium.torch.config.Config.read(file.resolveSibling(other));
                            assertThat(DecoderSpec.of(gguf.config())).isEqualTo(DecoderSpec.of(config));
                            assertThat(gguf.modelType()).isEqualTo(config.text("model_type"));
                            assertThat(gguf.config().integers("eos_token_id"))
                                    .isEqualTo(config.integers("eos_token_id"));
                            assertThat(gguf.config().integer("intermediate_size"))
                                    .isEqualTo(config.integer("intermediate_size"));
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> networks_of_files_calculate_as_the_reference_does_with_their_numbers() throws IOException {
        return files().stream().map(file -> DynamicTest.dynamicTest(file.toString(), () -> calculatesAlike(file)));
    }

    private static void calculatesAlike(Path file) {
        try (Golden golden = Golden.open(file.getParent());
                Checkpoint gguf = Checkpoint.open(file);
                Parameters parameters = gguf.parameters(Numbers.FLOAT32, Device.CPU);
                CausalLm model = CausalLm.of(gguf.config(), parameters);
                Tokenizer tokenizer = gguf.tokenizer();
                Scope _ = Scope.open()) {
            int[] ids = Golden.ints(golden.json().path("prompt").path("ids"));
            assertThat(tokenizer
                            .encode(golden.json().path("prompt").path("text").asString(), true)
                            .ids())
                    .isEqualTo(ids);
            String logits = "logits." + name(file).split("\\.")[1];
            Tensor hidden = model.decoder().hidden(TokenBatch.of(List.of(ids)), Observer.NONE);
            golden.assertClose(logits, model.logits(hidden.slice(0, ids.length - golden.shape(logits)[0], ids.length)));
            JsonNode greedy = golden.json().path("files").path(name(file));
            if (greedy.path("smallest_margin").asDouble() > 1e-2) {
                assertThat(greedy(model, ids, greedy.path("greedy").size()))
                        .isEqualTo(Golden.ints(greedy.path("greedy")));
            }
        }
    }

    private static int[] greedy(CausalLm model, int[] prompt, int tokens) {
        int[] ids = prompt;
        for (int i = 0; i < tokens; i++) {
            float[] logits = model.lastLogits(List.of(ids))[0];
            int best = 0;
            for (int token = 0; token < logits.length; token++) {
                best = logits[token] > logits[best] ? token : best;
            }
            ids = Arrays.copyOf(ids, ids.length + 1);
            ids[ids.length - 1] = best;
        }
        return Arrays.copyOfRange(ids, prompt.length, ids.length);
    }

    @Test
    void rounding_to_bytes_goes_on_top_of_what_the_file_holds() {
        Path file = COPIES.resolve("gguf-llama").resolve("model.Q8_0.gguf");
        try (Golden golden = Golden.open(file.getParent());
                Checkpoint gguf = Checkpoint.open(file);
                Parameters parameters = gguf.parameters(Numbers.BFLOAT16, Device.CPU);
                CausalLm model = CausalLm.of(gguf.config(), parameters);
                Scope _ = Scope.open()) {
            int[] ids = Golden.ints(golden.json().path("prompt").path("ids"));
            float[] logits = model.lastLogits(List.of(ids))[0];

            float[] exact = golden.tensor("logits.Q8_0");
            float[] last = Arrays.copyOfRange(exact, exact.length - logits.length, exact.length);
            assertThat(Math.abs(logits[0] - last[0])).isBetween(1e-5f, 0.5f);
        }
    }

    @Test
    void a_file_alone_or_of_another_kind_is_refused_with_the_cause() {
        assertThatThrownBy(() -> Checkpoint.open(COPIES.resolve("gguf-llama").resolve("model.safetensors")))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("holds weights without a configuration");
        assertThatThrownBy(() -> GgufArchitecture.parse("rwkv7", "a.gguf"))
                .hasMessageStartingWith("The architecture of a.gguf (\"rwkv7\") must be one of llama, qwen2,");
        try (Checkpoint gguf = Checkpoint.open(COPIES.resolve("gguf-llama").resolve("model.Q4_0.gguf"))) {
            assertThatThrownBy(() -> gguf.source().read("model.layers.7.mlp.up_proj.weight"))
                    .hasMessageContaining("has no tensor \"model.layers.7.mlp.up_proj.weight\" among its 21");
        }
    }
}
