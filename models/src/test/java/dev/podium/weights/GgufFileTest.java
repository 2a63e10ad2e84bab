package dev.podium.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.file.BadDataException;
import dev.podium.weights.Checkpoints.Gguf;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class GgufFileTest {

    @TempDir
    private Path folder;

    private record BrokenFile(String name, Gguf file, String law) {}

    /** One matrix in every type, quantised and dequantised by ggml's own code. */
    @TestFactory
    Stream<DynamicTest> numbers_are_those_of_ggml_to_the_bit() {
        return Stream.of("F32", "F16", "BF16", "Q8_0", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q4_K", "Q5_K", "Q6_K")
                .map(type -> DynamicTest.dynamicTest(type, () -> {
                    try (Weights gguf = Weights.open(Checkpoints.shipped("all-types.gguf"));
                            Weights golden = Weights.open(Checkpoints.shipped("all-types.golden.safetensors"))) {
                        TensorView view = gguf.tensor(type);
                        float[] wanted = golden.tensor(type).floats();

                        assertThat(view.type()).isEqualTo(DType.valueOf(type));
                        assertThat(view.shape()).isEqualTo(Shape.of(4, 512));
                        assertThat(bits(view.floats())).isEqualTo(bits(wanted));

                        // Rows 1 and 2 alone, into an array with room on both sides, and into native memory.
                        float[] rows = new float[1026];
                        view.copyRows(1, 2, rows, 1);
                        assertThat(bits(Arrays.copyOfRange(rows, 1, 1025)))
                                .isEqualTo(bits(Arrays.copyOfRange(wanted, 512, 1536)));
                        assertThat(rows[0] + rows[1025]).isZero();
                        try (Arena arena = Arena.ofConfined()) {
                            MemorySegment memory = arena.allocate(4 + 4 * 1024 + 4);
                            view.copyRows(1, 2, memory, 4);
                            float[] copied = memory.toArray(ValueLayout.JAVA_FLOAT);
                            assertThat(bits(copied)).isEqualTo(bits(rows));
                        }
                    }
                }));
    }

    private static int[] bits(float[] floats) {
        int[] bits = new int[floats.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(floats[i]));
        return bits;
    }

    @Test
    void types_that_are_not_decoded_can_be_seen_and_are_refused_by_name() throws IOException {
        try (Weights gguf = Weights.open(Checkpoints.shipped("all-types.gguf"))) {
            assertThat(gguf.names()).hasSize(15);
            for (String name : List.of("Q2_K", "Q3_K", "IQ4_NL", "IQ4_XS")) {
                TensorView view = gguf.tensor(name);
                assertThat(view.shape()).isEqualTo(Shape.of(4, 512));
                assertThat(view.bytes().byteSize()).isEqualTo(view.type().bytes(2048));
                assertThatThrownBy(view::floats)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("numbers of tensor \"%s\" are not read: its type is %s.", name, name)
                        .hasMessageContaining("\nMaybe take the model in F16, BF16 or Q8_0.");
            }
        }
    }

    @Test
    void reads_the_configuration_and_the_vocabulary_of_a_model() throws IOException {
        Metadata metadata;
        try (Weights gguf = Weights.open(Checkpoints.shipped("qwen2.Q4_0.gguf"))) {
            assertThat(gguf.format()).isEqualTo(Weights.Format.GGUF);
            assertThat(gguf.names()).hasSize(26);
            // Vocabulary 560, hidden size 32: the file lists 32 first.
            assertThat(gguf.tensor("token_embd.weight")).hasToString("token_embd.weight Q4_0 [560, 32]");
            assertThat(gguf.tensor("blk.0.ffn_down.weight").shape()).isEqualTo(Shape.of(32, 96));
            assertThat(gguf.tensor("blk.0.attn_norm.weight").type()).isEqualTo(DType.F32);
            metadata = gguf.metadata();
        }

        assertThat(metadata.text("general.architecture")).isEqualTo("qwen2");
        assertThat(metadata.whole("qwen2.attention.head_count_kv")).isEqualTo(2);
        assertThat(metadata.real("qwen2.attention.layer_norm_rms_epsilon")).isEqualTo(1e-5f);
        assertThat(metadata.real("qwen2.context_length")).isEqualTo(256);
        assertThat(metadata.flag("tokenizer.ggml.add_bos_token")).isFalse();
        assertThat(metadata.texts("tokenizer.ggml.tokens"))
                .hasSize(560)
                .startsWith("!", "\"", "#")
                .endsWith("<|im_end|>");
        assertThat(metadata.texts("tokenizer.ggml.merges")).hasSize(301).startsWith("i n", "Ġ a", "Ġ t");
        Numbers types = metadata.numbers("tokenizer.ggml.token_type");
        assertThat(types.type()).isEqualTo(MetaType.I32);
        assertThat(types.size()).isEqualTo(560);
        assertThat(types.whole(0)).isEqualTo(1);
        assertThat(types.wholes()).endsWith(3L);
        assertThat(metadata.text("tokenizer.chat_template")).startsWith("{% for m in messages %}");
    }

    /** Version 2 and 3 differ in nothing that a little-endian reader sees. */
    private static Gguf everyType(int version) {
        return Gguf.begin(version, 2, 16)
                .key("u8", MetaType.U8)
                .raw((byte) 200)
                .key("i8", MetaType.I8)
                .raw((byte) -2)
                .key("u16", MetaType.U16)
                .raw((byte) 0xFF, (byte) 0xFF)
                .key("i16", MetaType.I16)
                .raw((byte) 0xFE, (byte) 0xFF)
                .key("u32", MetaType.U32)
                .i32(-1)
                .key("i32", MetaType.I32)
                .i32(-3)
                .key("f32", MetaType.F32)
                .i32(Float.floatToIntBits(0.1f))
                .key("bool", MetaType.BOOL)
                .raw((byte) 1)
                .key("text", MetaType.TEXT)
                .text("tea ☕")
                .key("u64", MetaType.U64)
                .i64(-1)
                .key("i64", MetaType.I64)
                .i64(Long.MIN_VALUE)
                .key("f64", MetaType.F64)
                .i64(Double.doubleToLongBits(0.1))
                .key("texts", MetaType.ARRAY)
                .i32(MetaType.TEXT.ordinal())
                .i64(2)
                .text("a")
                .text("")
                .key("bools", MetaType.ARRAY)
                .i32(MetaType.BOOL.ordinal())
                .i64(3)
                .raw((byte) 1, (byte) 0, (byte) 1)
                .key("nested", MetaType.ARRAY)
                .i32(MetaType.ARRAY.ordinal())
                .i64(2)
                .i32(MetaType.U16.ordinal())
                .i64(1)
                .raw((byte) 7, (byte) 1)
                .i32(MetaType.TEXT.ordinal())
                .i64(1)
                .text("x")
                .key("general.alignment", MetaType.U32)
                .i32(64)
                .tensor("scalar", 0, 0)
                .tensor("whole", 24, 64, 3, 2)
                .align(64)
                .i32(Float.floatToIntBits(1.5f))
                .align(64)
                .raw((byte) 1, (byte) -2, (byte) 3, (byte) 4, (byte) 5, (byte) 6);
    }

    @Test
    void every_type_of_metadata_is_kept_as_it_is() throws IOException {
        for (int version : List.of(2, 3)) {
            Path file =
                    Checkpoints.write(folder, "every.gguf", everyType(version).bytes());
            try (Weights weights = Weights.open(folder)) {
                Metadata metadata = weights.metadata();
                assertThat(weights.files()).containsExactly(file);
                assertThat(metadata.find("u8")).contains(new MetaValue.Whole(MetaType.U8, 200));
                assertThat(metadata.find("i8")).contains(new MetaValue.Whole(MetaType.I8, -2));
                assertThat(metadata.find("u16")).contains(new MetaValue.Whole(MetaType.U16, 65535));
                assertThat(metadata.find("i16")).contains(new MetaValue.Whole(MetaType.I16, -2));
                assertThat(metadata.find("u32")).contains(new MetaValue.Whole(MetaType.U32, 4294967295L));
                assertThat(metadata.find("i32")).contains(new MetaValue.Whole(MetaType.I32, -3));
                assertThat(metadata.find("f32")).contains(new MetaValue.Real(MetaType.F32, 0.1f));
                assertThat(metadata.find("bool")).contains(new MetaValue.Flag(true));
                assertThat(metadata.find("text")).contains(new MetaValue.Text("tea ☕"));
                assertThat(metadata.find("i64")).contains(new MetaValue.Whole(MetaType.I64, Long.MIN_VALUE));
                assertThat(metadata.find("f64")).contains(new MetaValue.Real(MetaType.F64, 0.1));
                assertThat(metadata.texts("texts")).containsExactly("a", "");
                assertThat(metadata.numbers("bools").wholes()).containsExactly(1, 0, 1);
                MetaValue.Nested nested =
                        (MetaValue.Nested) metadata.find("nested").orElseThrow();
                assertThat(nested.arrays().getFirst()).hasToString("1 U16 [263]"); // 7 + 256
                assertThat(nested.arrays().getLast()).isEqualTo(new MetaValue.Texts(List.of("x")));
                assertThat(metadata.find("none")).isEmpty();
                assertThatThrownBy(() -> metadata.whole("u64"))
                        .hasMessageContaining("\"u64\" (18446744073709551615) must be less than 2^63.");
                assertThatThrownBy(() -> metadata.whole("none"))
                        .hasMessageContaining("metadata has no \"none\", only [u8, i8,");
                assertThatThrownBy(() -> metadata.text("u8"))
                        .hasMessageContaining("The metadata \"u8\" must be a text, and is a whole number (U8).");
                assertThatThrownBy(() -> metadata.numbers("texts"))
                        .hasMessageContaining("must be an array of numbers, and is an array of texts.");

                assertThat(weights.tensor("scalar").floats()).containsExactly(1.5f);
                assertThat(weights.tensor("whole").shape()).isEqualTo(Shape.of(2, 3));
                assertThat(weights.tensor("whole").floats()).containsExactly(1, -2, 3, 4, 5, 6);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> every_law_has_its_own_error() {
        return Stream.of(
                        new BrokenFile(
                                "nothing",
                                new Gguf(),
                                "must begin with GGUF and a header of 24 bytes, and has 0 bytes."),
                        new BrokenFile("another_magic", new Gguf().raw(new byte[40]), "must begin with GGUF"),
                        new BrokenFile(
                                "version_1",
                                Gguf.begin(1, 0, 0),
                                "The version of GGUF (1) must be 2 or 3.\nMaybe take a newer file"),
                        new BrokenFile(
                                "version_4",
                                Gguf.begin(4, 0, 0),
                                "The version of GGUF (4) must be 2 or 3.\nMaybe a newer Podium"),
                        new BrokenFile(
                                "big_endian",
                                Gguf.begin(Integer.reverseBytes(3), 0, 0),
                                "must be little endian, and its version (bytes of 03000000) is big endian.\nMaybe take the little-endian file"),
                        new BrokenFile(
                                "more_tensors_than_bytes",
                                Gguf.begin(3, 1L << 40, 0),
                                "The number of tensors (1099511627776) must fit into what is left of the file (8 bytes from byte 16, at least 24 each)."),
                        new BrokenFile(
                                "a_negative_count",
                                Gguf.begin(3, 0, -1),
                                "The number of metadata values (18446744073709551615) must fit"),
                        new BrokenFile(
                                "a_text_past_the_end",
                                Gguf.begin(3, 0, 1).i64(99).raw(new byte[20]),
                                "The length of a metadata key (99) must fit into what is left"),
                        new BrokenFile(
                                "an_array_past_the_end",
                                Gguf.begin(3, 0, 1)
                                        .key("k", MetaType.ARRAY)
                                        .i32(MetaType.F64.ordinal())
                                        .i64(1L << 61)
                                        .raw(new byte[20]),
                                "The length of array \"k\" (2305843009213693952) must fit into what is left of the file (20 bytes"),
                        new BrokenFile(
                                "a_value_past_the_end",
                                Gguf.begin(3, 0, 1).key("k", MetaType.U64).raw((byte) 1),
                                "\"k\" (8 bytes from byte 37) must be within the file (38 bytes)."),
                        new BrokenFile(
                                "an_unknown_value_type",
                                Gguf.begin(3, 0, 1).text("k").i32(13).i64(0),
                                "The type of \"k\" (13) must be in [0, 12]."),
                        new BrokenFile(
                                "a_truth_value_of_2",
                                Gguf.begin(3, 0, 1).key("k", MetaType.BOOL).raw((byte) 2),
                                "A truth value of \"k\" (2) must be 0 or 1."),
                        new BrokenFile(
                                "a_key_twice",
                                Gguf.begin(3, 0, 2)
                                        .key("k", MetaType.U8)
                                        .raw((byte) 1)
                                        .key("k", MetaType.U8)
                                        .raw((byte) 1),
                                "A metadata key must stand once, and \"k\" stands twice."),
                        new BrokenFile(
                                "a_key_that_is_not_utf_8",
                                Gguf.begin(3, 0, 1)
                                        .i64(1)
                                        .raw((byte) 0xFF)
                                        .i32(0)
                                        .raw((byte) 0),
                                "The text of a metadata key (\uFFFD) must be UTF-8."),
                        new BrokenFile("arrays_without_end", deep(), "The arrays of \"k\" must be at most 8 deep."),
                        new BrokenFile(
                                "an_alignment_of_24",
                                Gguf.begin(3, 0, 1)
                                        .key("general.alignment", MetaType.U32)
                                        .i32(24),
                                "must be a power of two up to 2^30."),
                        new BrokenFile(
                                "one_part_of_three",
                                Gguf.begin(3, 0, 1)
                                        .key("split.count", MetaType.U16)
                                        .raw((byte) 3, (byte) 0),
                                "must be in one file, and this is one of 3 parts.\nMaybe put them together"),
                        new BrokenFile(
                                "five_dimensions",
                                Gguf.begin(3, 1, 0)
                                        .tensor("t", 0, 0, 1, 1, 1, 1, 1)
                                        .align(32),
                                "The number of dimensions of tensor \"t\" (5) must be at most 4."),
                        new BrokenFile(
                                "a_negative_size",
                                Gguf.begin(3, 1, 0).tensor("t", 0, 0, -1).align(32),
                                "The sizes of tensor \"t\" ([-1]) must be at least 0"),
                        new BrokenFile(
                                "a_row_of_33_in_blocks_of_32",
                                Gguf.begin(3, 1, 0)
                                        .tensor("t", 8, 0, 33, 32)
                                        .align(32)
                                        .raw(new byte[4096]),
                                "The sizes of tensor \"t\" ([32, 33]) must be at least 0 with a product below 2^63, the last a multiple of 32 for Q8_0."),
                        new BrokenFile(
                                "bytes_beyond_a_long",
                                Gguf.begin(3, 1, 0)
                                        .tensor("t", 0, 0, 1L << 31, 1L << 31)
                                        .align(32),
                                "The bytes of tensor \"t\" (F32 [2147483648, 2147483648]) must be less than 2^63."),
                        new BrokenFile(
                                "a_type_long_removed",
                                Gguf.begin(3, 1, 0).tensor("t", 4, 0, 32).align(32),
                                "The type of tensor \"t\" (ggml number 4) must be one that Podium knows."),
                        new BrokenFile(
                                "an_offset_that_is_not_aligned",
                                Gguf.begin(3, 1, 0)
                                        .tensor("t", 0, 4, 1)
                                        .align(32)
                                        .i64(0),
                                "The offset of tensor \"t\" (4) must be a multiple of the alignment (32)."),
                        new BrokenFile(
                                "a_tensor_past_the_end",
                                Gguf.begin(3, 1, 0)
                                        .tensor("t", 0, 0, 3)
                                        .align(32)
                                        .i64(0),
                                "Tensor \"t\" (12 bytes from offset 0) must be within the data (8 bytes)."),
                        new BrokenFile(
                                "a_tensor_with_no_data",
                                Gguf.begin(3, 1, 0).tensor("t", 0, 32, 3),
                                "must be within the data (0 bytes)."),
                        new BrokenFile(
                                "a_tensor_twice",
                                Gguf.begin(3, 2, 0)
                                        .tensor("t", 0, 0, 1)
                                        .tensor("t", 0, 32, 1)
                                        .align(32)
                                        .raw(new byte[64]),
                                "A name must stand once, and \"t\" stands twice."),
                        new BrokenFile(
                                "an_overlap",
                                Gguf.begin(3, 2, 0)
                                        .tensor("t", 0, 32, 1)
                                        .tensor("u", 0, 0, 9)
                                        .align(32)
                                        .raw(new byte[64]),
                                "Tensor \"t\" (offset 32) must begin behind \"u\" (which ends at 36): they overlap."))
                .map(one -> DynamicTest.dynamicTest("refuses_" + one.name(), () -> {
                    Path file = Checkpoints.write(
                            folder, one.name() + ".gguf", one.file().bytes());

                    assertThatThrownBy(() -> Weights.open(file))
                            .isInstanceOf(BadDataException.class)
                            .hasMessageContaining(file + ": ")
                            .hasMessageContaining(one.law())
                            .hasMessageContaining("\nMaybe ");
                }));
    }

    private static Gguf deep() {
        Gguf gguf = Gguf.begin(3, 0, 1).key("k", MetaType.ARRAY);
        for (int i = 0; i < 100; i++) {
            gguf.i32(MetaType.ARRAY.ordinal()).i64(1);
        }
        return gguf;
    }

    @Test
    void a_damaged_or_cut_file_is_refused_and_never_anything_worse() throws IOException {
        byte[] whole = everyType(3).bytes();
        int refused = 0;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            byte[] bytes = seed % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, random.nextInt(whole.length));
            if (seed % 2 == 0) {
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            Path file = Checkpoints.write(folder, "damaged.gguf", bytes);
            try (Weights weights = Weights.open(file)) {
                assertThat(weights.tensors()).as("seed %d", seed).hasSize(2);
            } catch (BadDataException e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("damaged.gguf");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    @Test
    void the_content_tells_not_the_name() throws IOException {
        Path file = folder.resolve("model.bin");
        Files.copy(Checkpoints.shipped("all-types.gguf"), file);

        try (Weights weights = Weights.open(file)) {
            assertThat(weights.format()).isEqualTo(Weights.Format.GGUF);
        }
    }
}
