package dev.podium.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every golden checkpoint of this machine; a clone without them has the shipped ones of the other tests. */
class SharedCheckpointsTest {

    /** llama.cpp's names of parts of a layer, and those of the code that safetensors follow. */
    private static final Map<String, String> PARTS = Map.of(
            "attn_q", "self_attn.q_proj",
            "attn_k", "self_attn.k_proj",
            "attn_v", "self_attn.v_proj",
            "attn_output", "self_attn.o_proj",
            "ffn_gate", "mlp.gate_proj",
            "ffn_up", "mlp.up_proj",
            "ffn_down", "mlp.down_proj",
            "attn_norm", "input_layernorm",
            "ffn_norm", "post_attention_layernorm");

    private static List<Path> files(String suffix) throws IOException {
        if (!Files.isDirectory(Checkpoints.shared())) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(Checkpoints.shared())) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> every_file_opens_and_every_tensor_is_read() throws IOException {
        return Stream.concat(files(".safetensors").stream(), files(".gguf").stream())
                .map(file -> DynamicTest.dynamicTest(
                        Checkpoints.shared().relativize(file).toString(), () -> {
                            try (Weights weights = Weights.open(file)) {
                                assertThat(weights.tensors()).isNotEmpty();
                                for (TensorView view : weights.tensors().values()) {
                                    if (view.type().refusal().isEmpty()) {
                                        assertThat(view.floats())
                                                .hasSize((int) view.shape().elements());
                                    }
                                }
                            }
                        }));
    }

    @TestFactory
    Stream<DynamicTest> every_safetensors_file_is_written_again_to_the_byte(@TempDir Path folder) throws IOException {
        return files(".safetensors").stream()
                .map(file -> DynamicTest.dynamicTest(
                        Checkpoints.shared().relativize(file).toString(), () -> {
                            Path copy = folder.resolve("copy.safetensors");
                            try (Weights weights = Weights.open(file)) {
                                Map<String, String> metadata = weights.metadata().values().keySet().stream()
                                        .collect(Collectors.toMap(key -> key, weights.metadata()::text));
                                List<TensorPlan> plan = weights.tensors().values().stream()
                                        .map(TensorPlan::of)
                                        .toList();
                                try (SafetensorsWriter writer = SafetensorsWriter.create(copy, plan, metadata)) {
                                    for (TensorView view : weights.tensors().values()) {
                                        writer.put(view.name(), view.bytes());
                                    }
                                }
                            }
                            assertThat(Files.mismatch(file, copy)).isEqualTo(-1);
                        }));
    }

    /** The first eight rows of four tensors of each file are in the golden file, dequantised by the reference implementation. */
    @TestFactory
    Stream<DynamicTest> dequantised_weights_of_whole_models_are_the_reference_to_the_bit() throws IOException {
        return files(".gguf").stream()
                .filter(file -> file.getFileName().toString().startsWith("model."))
                .map(file -> DynamicTest.dynamicTest(
                        Checkpoints.shared().relativize(file).toString(), () -> {
                            String prefix =
                                    "deq." + file.getFileName().toString().split("\\.")[1] + ".";
                            int compared = 0;
                            try (Weights gguf = Weights.open(file);
                                    Weights golden = Weights.open(file.resolveSibling("golden.safetensors"))) {
                                for (TensorView wanted : golden.tensors().values()) {
                                    if (wanted.name().startsWith(prefix)) {
                                        TensorView view =
                                                gguf.tensor(wanted.name().substring(prefix.length()));
                                        float[] rows =
                                                new float[(int) wanted.shape().elements()];
                                        view.copyRows(0, wanted.shape().rows(), rows, 0);
                                        assertThat(Arrays.equals(rows, wanted.floats()))
                                                .as(wanted.name())
                                                .isTrue();
                                        compared++;
                                    }
                                }
                            }
                            // The unquantised file has no such rows: the test below compares all of it.
                            assertThat(compared).isEqualTo(prefix.equals("deq.F32.") ? 0 : 4);
                        }));
    }

    @TestFactory
    Stream<DynamicTest> gguf_and_safetensors_of_one_model_hold_the_same_numbers() {
        return Stream.of("gguf-llama", "gguf-qwen2", "gguf-gemma")
                .map(name -> Checkpoints.shared().resolve(name))
                .filter(Files::isDirectory)
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                    try (Weights gguf = Weights.open(folder.resolve("model.F32.gguf"));
                            Weights original = Weights.open(folder)) {
                        assertThat(gguf.names()).hasSameSizeAs(original.names());
                        for (TensorView view : gguf.tensors().values()) {
                            TensorView wanted = original.tensor(name(view.name()));
                            assertThat(view.shape()).as(view.name()).isEqualTo(wanted.shape());
                            assertThat(view.floats())
                                    .as(view.name())
                                    .isEqualTo(asStored(gguf.metadata(), view, wanted));
                        }
                    }
                }));
    }

    private static String name(String gguf) {
        return switch (gguf) {
            case "token_embd.weight" -> "model.embed_tokens.weight";
            case "output_norm.weight" -> "model.norm.weight";
            case "output.weight" -> "lm_head.weight";
            default -> {
                String[] parts = gguf.split("\\."); // blk.0.attn_q.weight
                yield "model.layers.%s.%s.%s".formatted(parts[1], PARTS.get(parts[2]), parts[3]);
            }
        };
    }

    /** Gemma's norms have 1 added; the rows of llama's q and k alternate between the halves of a head. */
    private static float[] asStored(Metadata metadata, TensorView view, TensorView wanted) {
        String architecture = metadata.text("general.architecture");
        float[] numbers = wanted.floats();
        if (architecture.equals("gemma") && view.name().contains("norm")) {
            float[] added = new float[numbers.length];
            for (int i = 0; i < added.length; i++) {
                added[i] = numbers[i] + 1;
            }
            return added;
        }
        if (!architecture.equals("llama")
                || !(view.name().contains("attn_q") || view.name().contains("attn_k"))) {
            return numbers;
        }
        int heads = (int) metadata.whole(
                view.name().contains("attn_q") ? "llama.attention.head_count" : "llama.attention.head_count_kv");
        int row = (int) wanted.shape().rowLength();
        int ofHead = (int) wanted.shape().rows() / heads;
        float[] permuted = new float[numbers.length];
        for (int r = 0; r < wanted.shape().rows(); r++) {
            int within = r % ofHead;
            int from = r - within + within / 2 + within % 2 * (ofHead / 2);
            System.arraycopy(numbers, from * row, permuted, r * row, row);
        }
        return permuted;
    }

    @Test
    void the_shipped_files_are_among_those_that_open() throws IOException {
        for (String name :
                List.of("all-types.gguf", "all-types.golden.safetensors", "qwen2.Q4_0.gguf", "tiny.safetensors")) {
            try (Weights weights = Weights.open(Checkpoints.shipped(name))) {
                assertThat(weights.tensors()).as(name).isNotEmpty();
            }
        }
    }
}
