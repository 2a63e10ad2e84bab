package dev.podium.torch.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparseDeltaTest {

    private static final Path MODEL = Path.of("src/test/resources/models/bert-bottleneck");
    private static final TokenBatch BATCH = TokenBatch.of(List.of(new int[] {5, 17, 40, 8}, new int[] {9, 5}));

    // A table, the weights and the bias of a layer, and a norm: all that a network holds.
    private static final Map<String, Map<Integer, Float>> FIRST = Map.of(
            "embeddings.word_embeddings.weight", Map.of(5 * 32, 0.5f, 17 * 32 + 3, -1f),
            "encoder.layer.1.intermediate.dense.weight", Map.of(0, 2f, 700, -2f, 2047, 1f),
            "encoder.layer.1.intermediate.dense.bias", Map.of(63, 1f),
            "encoder.layer.2.output.LayerNorm.weight", Map.of(1, 0.25f));
    private static final Map<String, Map<Integer, Float>> SECOND =
            Map.of("encoder.layer.1.intermediate.dense.weight", Map.of(0, 1f, 5, 3f));

    @TempDir
    Path temporary;

    /** A safetensors file of a few numbers, written by hand so that this test leans on nothing. */
    private Path file(String name, Map<String, Map<Integer, Float>> changes) throws IOException {
        StringBuilder header = new StringBuilder("{");
        ByteBuffer data = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        for (Map.Entry<String, Map<Integer, Float>> change : new TreeMap<>(changes).entrySet()) {
            Map<Integer, Float> sorted = new TreeMap<>(change.getValue());
            int from = data.position();
            sorted.keySet().forEach(index -> data.putLong(index));
            int middle = data.position();
            sorted.values().forEach(data::putFloat);
            header.append(header.length() > 1 ? "," : "")
                    .append("\"%s.indices\":{\"dtype\":\"I64\",\"shape\":[%d],\"data_offsets\":[%d,%d]},"
                            .formatted(change.getKey(), sorted.size(), from, middle))
                    .append("\"%s.values\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[%d,%d]}"
                            .formatted(change.getKey(), sorted.size(), middle, data.position()));
        }
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(8 + json.length + data.position()).order(ByteOrder.LITTLE_ENDIAN);
        all.putLong(json.length).put(json).put(data.flip());
        Path file = temporary.resolve(name);
        Files.write(file, all.array());
        return file;
    }

    /** A checkpoint whose tensors were changed before the model was built. */
    private record Changed(TensorSource base, List<Map<String, Map<Integer, Float>>> deltas) implements TensorSource {
        @Override
        public List<String> names() {
            return base.names();
        }

        @Override
        public boolean has(String name) {
            return base.has(name);
        }

        @Override
        public long[] shape(String name) {
            return base.shape(name);
        }

        @Override
        public Tensor read(String name) {
            try (Tensor read = base.read(name)) {
                float[] numbers = read.floats();
                deltas.forEach(
                        delta -> delta.getOrDefault(name, Map.of()).forEach((index, value) -> numbers[index] += value));
                return Tensors.of(numbers, read.shape()).pinned();
            }
        }
    }

    private static float[] hidden(Encoder encoder) {
        try (Scope _ = Scope.open()) {
            return encoder.hidden(BATCH, Observer.NONE).floats();
        }
    }

    private static float[] changed(Checkpoint checkpoint, List<Map<String, Map<Integer, Float>>> deltas) {
        try (Parameters parameters =
                        Parameters.of(new Changed(checkpoint.source(), deltas), Numbers.FLOAT32, Device.CPU);
                Encoder encoder = Encoder.of(checkpoint.config(), parameters)) {
            return hidden(encoder);
        }
    }

    @Test
    void laid_on_it_is_as_if_the_checkpoint_had_been_changed_and_taken_off_as_if_not() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(MODEL);
                Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
                Encoder encoder = Encoder.of(checkpoint.config(), parameters);
                Adapters adapters = new Adapters()) {
            float[] off = hidden(encoder);
            adapters.add("first", SparseDelta.open(file("first.safetensors", FIRST), parameters));
            adapters.add("second", SparseDelta.open(file("second.safetensors", SECOND), parameters));

            adapters.use("first");
            assertThat(hidden(encoder))
                    .isEqualTo(changed(checkpoint, List.of(FIRST)))
                    .isNotEqualTo(off);
            adapters.use("first", "second");
            assertThat(hidden(encoder)).isEqualTo(changed(checkpoint, List.of(FIRST, SECOND)));
            adapters.use("second");
            assertThat(hidden(encoder)).isEqualTo(changed(checkpoint, List.of(SECOND)));
            adapters.use();
            assertThat(hidden(encoder)).isEqualTo(off);
            for (String name : FIRST.keySet()) {
                try (Tensor original = checkpoint.source().read(name)) {
                    assertThat(parameters.current(name).floats()).isEqualTo(original.floats());
                }
            }
        }
    }

    @Test
    void refuses_places_that_are_not_there_or_stand_twice() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(MODEL);
                Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
                Encoder _ = Encoder.of(checkpoint.config(), parameters)) {
            Path beyond = file("beyond.safetensors", Map.of("encoder.layer.0.output.dense.bias", Map.of(32, 1f)));
            assertThatThrownBy(() -> SparseDelta.open(beyond, parameters))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("must be in [0, 32), each once, and one is 32");
            Path unknown = file("unknown.safetensors", Map.of("encoder.layer.9.output.dense.bias", Map.of(0, 1f)));
            assertThatThrownBy(() -> SparseDelta.open(unknown, parameters))
                    .hasMessageContaining("which the model does not have");
        }
    }

    @Test
    void refuses_weights_that_are_held_rounded_and_leaves_the_model_as_it_was() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(MODEL);
                Parameters parameters = checkpoint.parameters(Numbers.INT8, Device.CPU);
                Encoder encoder = Encoder.of(checkpoint.config(), parameters);
                SparseDelta delta = SparseDelta.open(file("first.safetensors", FIRST), parameters)) {
            float[] off = hidden(encoder);
            assertThatThrownBy(delta::lay).hasMessageContaining("Maybe open the model with numbers=float32.");
            assertThat(hidden(encoder)).isEqualTo(off);
        }
    }
}
