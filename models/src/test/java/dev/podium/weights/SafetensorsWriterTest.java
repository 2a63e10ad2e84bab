package dev.podium.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {

    private static final List<DType> TYPES =
            Arrays.stream(DType.values()).filter(DType::isSafetensors).toList();

    @TempDir
    private Path folder;

    @Test
    void whatever_is_written_comes_back_to_the_byte() throws IOException {
        Path file = folder.resolve("round.safetensors");
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<TensorPlan> plan = new ArrayList<>();
            Map<String, byte[]> bytes = new HashMap<>();
            for (int t = random.nextInt(8); t > 0; t--) {
                TensorPlan one = plan(random, t);
                byte[] content = new byte[(int) one.bytes()];
                random.nextBytes(content);
                plan.add(one);
                bytes.put(one.name(), content);
            }
            Map<String, String> metadata =
                    random.nextBoolean() ? Map.of() : Map.of("format", "pt", "\"q\" \\ é\n", "\u0001");

            try (SafetensorsWriter writer = SafetensorsWriter.create(file, plan, metadata)) {
                Collections.shuffle(plan, random);
                for (TensorPlan one : plan) {
                    writer.put(one.name(), MemorySegment.ofArray(bytes.get(one.name())));
                }
            }

            try (Weights weights = Weights.open(file)) {
                assertThat(weights.names()).as("seed %d", seed).hasSameSizeAs(plan);
                for (TensorPlan one : plan) {
                    TensorView view = weights.tensor(one.name());
                    assertThat(TensorPlan.of(view)).as("seed %d", seed).isEqualTo(one);
                    assertThat(view.bytes().mismatch(MemorySegment.ofArray(bytes.get(one.name()))))
                            .as("seed %d, %s", seed, one)
                            .isEqualTo(-1);
                }
                assertThat(weights.metadata().values()).as("seed %d", seed).hasSameSizeAs(metadata);
                metadata.forEach(
                        (key, text) -> assertThat(weights.metadata().text(key)).isEqualTo(text));
            }
        }
    }

    private static TensorPlan plan(Random random, int t) {
        DType type = TYPES.get(random.nextInt(TYPES.size()));
        long[] sizes = random.longs(random.nextInt(4), 0, 6).toArray();
        if (type.blockElements() > 1) {
            sizes = new long[] {random.nextInt(4), 4L * random.nextInt(4)}; // whole bytes of narrow floats
        }
        return new TensorPlan("t" + t + " \"\\é漢" + random.nextInt(100), type, Shape.of(sizes));
    }

    @Test
    void the_header_is_aligned_and_wide_types_come_first() throws IOException {
        Path file = folder.resolve("sorted.safetensors");
        List<TensorPlan> plan = List.of(
                new TensorPlan("b", DType.F16, Shape.of(1)),
                new TensorPlan("z", DType.I64, Shape.of(1)),
                new TensorPlan("a", DType.F16, Shape.of(1)),
                new TensorPlan("s", DType.F32, Shape.of()));
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, plan, Map.of("format", "pt"))) {
            writer.put("s", new float[] {0.25f});
            writer.put("z", MemorySegment.ofArray(new byte[8]));
            writer.put("a", MemorySegment.ofArray(new byte[2]));
            writer.put("b", MemorySegment.ofArray(new byte[2]));
        }

        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes[0] % 8).isZero();
        String header = new String(bytes, 8, bytes[0] & 0xFF, StandardCharsets.UTF_8);
        assertThat(header.stripTrailing())
                .isEqualTo("{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"z\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                        + "\"s\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]},"
                        + "\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[12,14]},"
                        + "\"b\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[14,16]}}");
    }

    @Test
    void a_file_of_the_reference_writer_is_written_again_to_the_byte() throws IOException {
        Path copy = folder.resolve("copy.safetensors");
        Path original = Checkpoints.shipped("tiny.safetensors");
        try (Weights weights = Weights.open(original);
                SafetensorsWriter writer = SafetensorsWriter.create(
                        copy,
                        weights.tensors().values().stream().map(TensorPlan::of).toList(),
                        Map.of())) {
            for (TensorView view : weights.tensors().values()) {
                writer.put(view.name(), view.bytes());
            }
        }

        assertThat(copy).hasSameBinaryContentAs(original);
    }

    @Test
    void a_file_with_a_missing_tensor_never_appears_and_the_old_one_stays() throws IOException {
        Path file = folder.resolve("old.safetensors");
        Files.writeString(file, "old");
        List<TensorPlan> plan =
                List.of(new TensorPlan("a", DType.F32, Shape.of(1)), new TensorPlan("b", DType.F32, Shape.of(1)));

        SafetensorsWriter writer = SafetensorsWriter.create(file, plan, Map.of());
        writer.put("a", new float[] {1});
        assertThatThrownBy(writer::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 tensors of")
                .hasMessageContaining("among them \"b\"");

        assertThat(file).hasContent("old");
        assertThat(folder.resolve("old.safetensors.part")).doesNotExist();
    }

    @Test
    void refuses_what_is_not_in_the_plan() throws IOException {
        Path file = folder.resolve("plan.safetensors");
        TensorPlan plan = new TensorPlan("a", DType.F32, Shape.of(2));
        TensorPlan whole = new TensorPlan("w", DType.I8, Shape.of(1));
        assertThatThrownBy(() -> SafetensorsWriter.create(file, List.of(plan, plan), Map.of()))
                .hasMessageContaining("A tensor must be planned once, and \"a\" is twice.");
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, List.of(plan, whole), Map.of())) {
            assertThatThrownBy(() -> writer.put("b", new float[2]))
                    .hasMessageContaining("must be in the plan, and is not");
            assertThatThrownBy(() -> writer.put("a", new float[3]))
                    .hasMessageContaining("The bytes of tensor \"a\" (12) must be 8");
            assertThatThrownBy(() -> writer.put("w", new float[1]))
                    .hasMessageContaining("planned as I8, and floats must go into F32");
            writer.put("a", new float[2]);
            writer.put("w", MemorySegment.ofArray(new byte[1]));
            assertThatThrownBy(() -> writer.put("a", new float[2]))
                    .hasMessageContaining("must be written once, and was");
        }
        assertThatThrownBy(() -> new TensorPlan("__metadata__", DType.F32, Shape.of()))
                .hasMessageContaining("must be another: metadata has it");
        assertThatThrownBy(() -> new TensorPlan("q", DType.Q8_0, Shape.of(32)))
                .hasMessageContaining("The type of tensor \"q\" (Q8_0) must be one of safetensors");
    }
}
