package dev.podium.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.file.BadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

    @TempDir
    private Path folder;

    private record BrokenFile(String name, byte[] bytes, String law) {}

    private static BrokenFile broken(String name, String header, int data, String law) {
        return new BrokenFile(name, Checkpoints.safetensors(header, new byte[data]), law);
    }

    @Test
    void reads_what_the_reference_writer_wrote() throws IOException {
        try (Weights weights = Weights.open(Checkpoints.shipped("tiny.safetensors"))) {
            assertThat(weights.format()).isEqualTo(Weights.Format.SAFETENSORS);
            assertThat(weights.names())
                    .containsExactly("difference", "log_softmax", "p_yes", "two_logits", "two_logits_truncated");
            assertThat(weights.tensor("two_logits")).hasToString("two_logits F32 [6, 2]");
            // As Python's struct reads the file.
            assertThat(weights.tensor("difference").floats())
                    .containsExactly(3.4825222f, 5.3394527f, -2.999595f, 0.60358834f, 1.8398608f, 6.8596230f);
            float[] logits = weights.tensor("two_logits").floats();
            assertThat(logits[1] - logits[0]).isEqualTo(3.4825222f);
        }
    }

    @Test
    void reads_metadata_scalars_and_empty_tensors() throws IOException {
        Path file = Checkpoints.write(
                folder, "some.safetensors", Checkpoints.safetensors("""
                {"__metadata__":{"format":"pt","made by":"hand"},
                 "none":{"dtype":"F32","shape":[0,7],"data_offsets":[0,0]},
                 "one":{"dtype":"I16","shape":[],"data_offsets":[0,2]},"new":{"dtype":"U8","shape":[1],"data_offsets":[2,3],"later":{"x":[1]}}}  \s""", (byte) 0x2C, (byte) 0x01, (byte) 9));

        try (Weights weights = Weights.open(file)) {
            assertThat(weights.metadata().text("format")).isEqualTo("pt");
            assertThat(weights.metadata().values().sequencedKeySet()).containsExactly("format", "made by");
            assertThat(weights.tensor("none").floats()).isEmpty();
            assertThat(weights.tensor("none").shape()).isEqualTo(Shape.of(0, 7));
            assertThat(weights.tensor("one").floats()).containsExactly(300); // 0x012C
            assertThat(weights.tensor("new").floats()).containsExactly(9);
        }
    }

    @Test
    void a_missing_tensor_is_answered_with_the_nearest_name() throws IOException {
        try (Weights weights = Weights.open(Checkpoints.shipped("tiny.safetensors"))) {
            assertThat(weights.has("model.p_yes")).isFalse();
            assertThatThrownBy(() -> weights.tensor("model.p_yes"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no tensor \"model.p_yes\" among its 5.\nMaybe \"p_yes\" is meant.");
            assertThatThrownBy(() -> weights.tensor("x"))
                    .hasMessageContaining("it begins with [difference, log_softmax, p_yes]");
        }
    }

    @TestFactory
    Stream<DynamicTest> every_law_of_the_header_has_its_own_error() {
        String a = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
        return Stream.of(
                        new BrokenFile(
                                "a_file_of_five_bytes", new byte[5], "must have at least 8 bytes, and this has 5."),
                        new BrokenFile(
                                "a_header_of_more_than_100_megabytes",
                                Checkpoints.safetensors(100_000_001, "{}".getBytes(StandardCharsets.UTF_8)),
                                "The header's length (100000001) must be at most 100000000 bytes."),
                        new BrokenFile(
                                "a_header_whose_length_is_negative_as_a_long",
                                Checkpoints.safetensors(-1, "{}".getBytes(StandardCharsets.UTF_8)),
                                "The header's length (18446744073709551615) must be at most"),
                        new BrokenFile(
                                "a_header_past_the_end",
                                Checkpoints.safetensors(3, "{}".getBytes(StandardCharsets.UTF_8)),
                                "The header (3 bytes from byte 8) must end within the file (10 bytes)."),
                        broken(
                                "an_empty_header",
                                "",
                                0,
                                "The header (0 bytes) must begin with a brace, and begins with nothing."),
                        broken("an_array_for_a_header", "[]", 0, "must begin with a brace, and begins with byte 0x5b."),
                        broken(
                                "a_header_that_is_not_json",
                                "{\"a\":oops}",
                                0,
                                "This must be JSON in UTF-8, and is not:"),
                        broken(
                                "a_header_that_ends_early",
                                "{\"a\":{\"dtype\"",
                                0,
                                "This must be JSON in UTF-8, and is not:"),
                        broken(
                                "something_behind_the_header",
                                "{} {}",
                                0,
                                "Nothing must follow the object, and START_OBJECT does."),
                        new BrokenFile(
                                "a_header_that_is_not_utf_8",
                                Checkpoints.safetensors(4, new byte[] {'{', '"', (byte) 0xFF, '"'}),
                                "This must be JSON in UTF-8, and is not:"),
                        broken("utf_16", "{\0}\0", 0, "This must be JSON in UTF-8, and is not:"),
                        broken(
                                "a_name_twice",
                                a + "," + a.substring(1) + "}",
                                8,
                                "A name must stand once, and \"a\" stands twice."),
                        broken(
                                "metadata_twice",
                                "{\"__metadata__\":{},\"__metadata__\":{}}",
                                0,
                                "A name must stand once, and \"__metadata__\" stands twice."),
                        broken(
                                "a_metadata_key_twice",
                                "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}",
                                0,
                                "A key of __metadata__ must stand once, and \"k\" stands twice."),
                        broken(
                                "metadata_that_is_no_text",
                                "{\"__metadata__\":{\"k\":1}}",
                                0,
                                "The metadata \"k\" must be a text, and is 1."),
                        broken(
                                "a_member_twice",
                                "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F16\"}}",
                                0,
                                "\"dtype\" must stand once, and tensor \"a\" has it twice."),
                        broken(
                                "an_entry_without_a_shape",
                                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,0]}}",
                                0,
                                "must have \"shape\", and has only"),
                        broken(
                                "an_entry_that_is_no_object",
                                "{\"a\":[1]}",
                                0,
                                "The entry of tensor \"a\" must be an object, and is an array."),
                        broken(
                                "an_unknown_dtype",
                                "{\"a\":{\"dtype\":\"F33\",\"shape\":[0],\"data_offsets\":[0,0]}}",
                                0,
                                "The dtype of tensor \"a\" (\"F33\") must be one of safetensors"),
                        broken(
                                "a_dtype_of_gguf",
                                "{\"a\":{\"dtype\":\"Q8_0\",\"shape\":[0],\"data_offsets\":[0,0]}}",
                                0,
                                "The dtype of tensor \"a\" (\"Q8_0\") must be one of safetensors"),
                        broken(
                                "a_negative_size",
                                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1,2],\"data_offsets\":[0,8]}}",
                                8,
                                "The sizes of tensor \"a\" ([-1, 2]) must be at least 0."),
                        broken(
                                "a_size_with_a_fraction",
                                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}",
                                8,
                                "A number of the shape of tensor \"a\" must be a whole number, and is 2.0."),
                        broken(
                                "a_size_beyond_a_long",
                                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}}",
                                8,
                                "must be less than 2^63, and is 99999999999999999999."),
                        broken(
                                "elements_beyond_a_long",
                                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
                                0,
                                "The number of elements of tensor \"a\" (shape [4294967296, 4294967296]) must be less than 2^63."),
                        broken(
                                "bytes_beyond_a_long",
                                "{\"a\":{\"dtype\":\"F64\",\"shape\":[2305843009213693952],\"data_offsets\":[0,0]}}",
                                0,
                                "The bytes of tensor \"a\" (F64 [2305843009213693952]) must be less than 2^63."),
                        broken(
                                "half_a_byte",
                                "{\"a\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,1]}}",
                                1,
                                "The elements of tensor \"a\" (F4 [3]) must fill whole bytes."),
                        broken(
                                "another_size_than_the_shape",
                                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
                                8,
                                "The bytes of tensor \"a\" (8, from its data_offsets) must be 12, as F32 [3] needs."),
                        broken(
                                "three_offsets",
                                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,9]}}",
                                9,
                                "The data_offsets of tensor \"a\" ([0, 8, 9]) must be begin and end within the data (0 to 9)."),
                        broken(
                                "offsets_the_wrong_way_round",
                                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
                                8,
                                "([8, 0]) must be begin and end within the data"),
                        broken(
                                "a_negative_offset",
                                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}",
                                8,
                                "([-8, 0]) must be begin and end within the data"),
                        broken(
                                "offsets_outside_the_file",
                                a + "}",
                                7,
                                "([0, 8]) must be begin and end within the data (0 to 7)."),
                        broken(
                                "an_overlap",
                                a + ",\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
                                12,
                                "Tensor \"b\" must begin where \"a\" ends (8), and begins at 4: they overlap."),
                        broken(
                                "a_gap",
                                a + ",\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[9,17]}}",
                                17,
                                "Tensor \"b\" must begin where \"a\" ends (8), and begins at 9: there is a gap."),
                        broken(
                                "a_gap_at_the_beginning",
                                "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                                8,
                                "Tensor \"b\" must begin where the header ends (0), and begins at 4: there is a gap."),
                        broken(
                                "bytes_behind_the_last_tensor",
                                a + "}",
                                9,
                                "The last tensor must end with the data (9 bytes), and ends at 8."))
                .map(one -> DynamicTest.dynamicTest("refuses_" + one.name(), () -> {
                    Path file = Checkpoints.write(folder, one.name() + ".safetensors", one.bytes());

                    assertThatThrownBy(() -> Weights.open(file))
                            .isInstanceOf(BadDataException.class)
                            .hasMessageContaining(file + ": ")
                            .hasMessageContaining(one.law())
                            .hasMessageContaining("\nMaybe ");
                }));
    }

    @Test
    void a_damaged_header_is_refused_and_never_anything_worse() throws IOException {
        byte[] whole = Files.readAllBytes(Checkpoints.shipped("tiny.safetensors"));
        int refused = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] bytes = whole.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(8 + 336)] = (byte) random.nextInt(256); // the header has 336 bytes
            }
            Path file = Checkpoints.write(folder, "damaged.safetensors", bytes);
            try (Weights weights = Weights.open(file)) {
                // A change within a name, or none.
                assertThat(weights.tensors()).as("seed %d", seed).isNotEmpty();
            } catch (BadDataException e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("damaged.safetensors");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void a_file_that_was_refused_is_no_longer_held() throws IOException {
        Path file = Checkpoints.write(folder, "bad.safetensors", new byte[5]);

        assertThatThrownBy(() -> Weights.open(file)).isInstanceOf(BadDataException.class);

        Files.delete(file); // a mapped file cannot be deleted on every system
        assertThat(file).doesNotExist();
    }

    @Test
    void refuses_what_is_not_there_or_holds_nothing() throws IOException {
        assertThatThrownBy(() -> Weights.open(folder.resolve("none")))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("There is no such file or folder.");

        Checkpoints.write(folder, "config.json", new byte[] {'{', '}'});
        assertThatThrownBy(() -> Weights.open(folder))
                .hasMessageContaining("must hold a .safetensors or .gguf file, and holds [config.json].");
    }

    @Test
    void a_folder_is_opened_by_the_usual_name_or_the_only_file() throws IOException {
        byte[] empty = Checkpoints.safetensors("{}");
        Path adapter = Checkpoints.write(folder, "adapter.safetensors", empty);
        try (Weights weights = Weights.open(folder)) {
            assertThat(weights.files()).containsExactly(adapter);
            assertThat(weights.source()).isEqualTo(folder);
            assertThat(weights.names()).isEmpty();
        }

        Checkpoints.write(folder, "other.safetensors", empty);
        assertThatThrownBy(() -> Weights.open(folder))
                .hasMessageContaining("must hold one checkpoint, and holds [adapter.safetensors, other.safetensors]");

        Path usual = Checkpoints.write(folder, "model.safetensors", empty);
        try (Weights weights = Weights.open(folder)) {
            assertThat(weights.files()).containsExactly(usual);
        }
    }
}
