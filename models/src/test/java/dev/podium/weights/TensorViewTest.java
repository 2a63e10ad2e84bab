package dev.podium.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorViewTest {

    private static TensorView view(DType type, Shape shape, ByteBuffer bytes) {
        return new TensorView("t", type, shape, MemorySegment.ofArray(bytes.array()));
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void the_bytes_are_the_mapped_file_itself_and_read_only() throws IOException {
        try (Weights weights = Weights.open(Checkpoints.shipped("all-types.gguf"))) {
            for (TensorView view : weights.tensors().values()) {
                assertThat(view.bytes().isNative()).isTrue();
                assertThat(view.bytes().isMapped()).isTrue();
                assertThat(view.bytes().isReadOnly()).isTrue();
                assertThat(view.bytes().heapBase()).isEmpty();
            }
            // Two views are two places in one mapping: 8192 bytes of F32 lie before F16.
            assertThat(weights.tensor("F16").bytes().address()
                            - weights.tensor("F32").bytes().address())
                    .isEqualTo(8192);
        }
    }

    /** A file with a hole: it takes no room on a disk, and its last row lies behind all that an int can count. */
    @Test
    void a_tensor_behind_the_first_three_gigabytes_is_read(@TempDir Path folder) throws IOException {
        long size = 3_000_000_000L;
        Path file = Checkpoints.write(
                folder, "big.safetensors", Checkpoints.safetensors("""
                {"big":{"dtype":"BF16","shape":[1500000,1000],"data_offsets":[0,%d]},
                 "last":{"dtype":"F32","shape":[2],"data_offsets":[%d,%d]}}""".formatted(size, size, size + 8)));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            // 1.5 is 0x3FC0 as BF16.
            channel.write(
                    bytes(10).putShort((short) 0x3FC0).putFloat(1).putFloat(2).flip(), channel.size() + size - 2);
        }

        try (Weights weights = Weights.open(file)) {
            assertThat(weights.tensor("last").floats()).containsExactly(1, 2);
            TensorView big = weights.tensor("big");
            float[] row = new float[1000];
            big.copyRows(1_499_999, 1, row, 0);
            assertThat(row[998]).isZero();
            assertThat(row[999]).isEqualTo(1.5f);
            assertThat(big.bytes().byteSize()).isEqualTo(size);
        }
    }

    @Test
    void nothing_is_read_after_closing() throws IOException {
        Weights weights = Weights.open(Checkpoints.shipped("tiny.safetensors"));
        TensorView view = weights.tensor("p_yes");
        MemorySegment bytes = view.bytes();
        weights.close();
        weights.close();

        assertThatThrownBy(view::floats)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Tensor \"p_yes\" was asked for its numbers after its weights were closed.");
        assertThatThrownBy(view::bytes).isInstanceOf(IllegalStateException.class);
        assertThat(bytes.scope().isAlive()).isFalse();
        assertThat(view).hasToString("p_yes F32 [6]");
    }

    @Test
    void every_half_is_the_float_it_stands_for() {
        ByteBuffer bytes = bytes(2 << 16);
        for (int bits = 0; bits < 1 << 16; bits++) {
            bytes.putShort((short) bits);
        }

        float[] halves = view(DType.F16, Shape.of(1 << 16), bytes).floats();
        float[] brains = view(DType.BF16, Shape.of(1 << 16), bytes).floats();

        for (int bits = 0; bits < 1 << 16; bits++) {
            // Float.compare tells -0 from 0 and finds NaN equal to NaN.
            assertThat(Float.compare(brains[bits], Float.intBitsToFloat(bits << 16)))
                    .as("%x", bits)
                    .isZero();
            assertThat(Float.compare(halves[bits], half(bits))).as("%x", bits).isZero();
        }
    }

    /** IEEE 754 by its definition: sign, five bits of exponent with bias 15, ten of fraction. */
    private static float half(int bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        double size = exponent == 31
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : exponent == 0 ? fraction * Math.pow(2, -24) : (1024 + fraction) * Math.pow(2, exponent - 25);
        return (float) (bits < 1 << 15 ? size : -size);
    }

    @Test
    void whole_numbers_are_exact_as_longs_and_nearest_as_floats() {
        Random random = new Random(4);
        for (DType type :
                List.of(DType.I64, DType.U64, DType.I32, DType.U32, DType.I16, DType.U16, DType.I8, DType.U8)) {
            int size = type.blockBytes();
            boolean signed = type.name().startsWith("I");
            ByteBuffer bytes = bytes(5000 * size); // more than a portion
            random.nextBytes(bytes.array());
            Arrays.fill(bytes.array(), 0, size, (byte) -1);
            TensorView view = view(type, Shape.of(5000), bytes);
            float[] floats = view.floats();
            long[] longs = new long[5001];
            view.copyTo(longs, 1);

            for (int i = 0; i < 5000; i++) {
                byte[] bigEndian = new byte[size];
                for (int b = 0; b < size; b++) {
                    bigEndian[size - 1 - b] = bytes.get(i * size + b);
                }
                BigInteger wanted = signed ? new BigInteger(bigEndian) : new BigInteger(1, bigEndian);
                assertThat(longs[i + 1]).as("%s %d", type, i).isEqualTo(wanted.longValue());
                assertThat(floats[i]).as("%s %d", type, i).isEqualTo(wanted.floatValue());
            }
        }
    }

    @Test
    void truth_values_doubles_and_indices_are_read() {
        TensorView truths = view(
                DType.BOOL, Shape.of(3), bytes(3).put((byte) 0).put((byte) 1).put((byte) 0xFF));
        assertThat(truths.floats()).containsExactly(0, 1, 1);
        long[] longs = new long[3];
        truths.copyTo(longs, 0);
        assertThat(longs).containsExactly(0, 1, 1);

        assertThat(view(
                                DType.F64,
                                Shape.of(3),
                                bytes(24).putDouble(0.1).putDouble(1e300).putDouble(-0.0))
                        .floats())
                .containsExactly(0.1f, Float.POSITIVE_INFINITY, -0.0f);

        // 2^24 + 1 is the first whole number that no float is: an index must not go through one.
        TensorView index = view(DType.I64, Shape.of(1), bytes(8).putLong((1 << 24) + 1));
        index.copyTo(longs, 2);
        assertThat(longs[2]).isEqualTo(16777217);
        assertThat(index.floats()).containsExactly(16777216f);
    }

    @Test
    void rows_are_counted_through_all_outer_dimensions() {
        ByteBuffer bytes = bytes(2 * 3 * 2 * 4);
        LongStream.range(0, 12).forEach(i -> bytes.putFloat(i));
        TensorView view = view(DType.F32, Shape.of(2, 3, 2), bytes);
        float[] rows = new float[4];

        view.copyRows(2, 2, rows, 0);

        assertThat(rows).containsExactly(4, 5, 6, 7);
        assertThat(view.shape().rows()).isEqualTo(6);
        assertThat(Shape.of().rows()).isEqualTo(1);
        assertThat(Shape.of(7).rows()).isEqualTo(1);
        assertThat(Shape.of(0, 4).rows()).isZero();
    }

    @Test
    void long_runs_into_native_memory_are_the_same_as_into_an_array() {
        Random random = new Random(7);
        for (DType type : List.of(DType.F32, DType.F16, DType.BF16, DType.F64, DType.I8, DType.Q8_0, DType.Q6_K)) {
            ByteBuffer bytes = bytes((int) type.bytes(4096 * 3 + 256));
            random.nextBytes(bytes.array());
            TensorView view = view(type, Shape.of(1, 4096 * 3 + 256), bytes);
            float[] wanted = view.floats();
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment memory = arena.allocate(4L * wanted.length);

                view.copyTo(memory, 0);

                assertThat(memory.toArray(ValueLayout.JAVA_FLOAT))
                        .as("%s", type)
                        .isEqualTo(wanted);
            }
        }
    }

    @Test
    void refuses_rows_that_are_not_there_and_room_that_is_too_small() {
        TensorView view = view(DType.I8, Shape.of(3, 2), bytes(6));
        float[] room = new float[6];

        assertThatThrownBy(() -> view.copyRows(2, 2, room, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Rows 2 to 4 of tensor \"t\" were asked for, and it has 3 (shape [3, 2]).");
        assertThatThrownBy(() -> view.copyRows(-1, 1, room, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> view.copyRows(1, Long.MAX_VALUE, room, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> view.copyTo(room, 1))
                .hasMessageContaining("(6 from offset 1) must fit into the destination (6)");
        assertThatThrownBy(() -> view.copyTo(room, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> view.copyTo(MemorySegment.ofArray(new byte[23]), 0))
                .hasMessageContaining("(24 from offset 0) must fit into the destination (23)");
        assertThatThrownBy(() -> view.copyTo(new long[5], 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> view(DType.F32, Shape.of(1), bytes(4)).copyTo(new long[1], 0))
                .hasMessageContaining("holds F32, which are no whole numbers.");
    }

    @Test
    void narrow_floats_and_complex_numbers_are_refused_with_the_reason() {
        assertThatThrownBy(() -> view(DType.F8_E4M3, Shape.of(2), bytes(2)).floats())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its type is F8_E4M3. Floats this narrow mean nothing without scales");
        assertThatThrownBy(() -> view(DType.C64, Shape.of(1), bytes(8)).copyTo(MemorySegment.ofArray(new byte[4]), 0))
                .hasMessageContaining("its type is C64. It is complex");
        for (DType type : DType.values()) {
            boolean decoded = type.refusal().isEmpty();
            TensorView view = view(type, Shape.of(256), bytes((int) type.bytes(256)));
            if (decoded) {
                for (float number : view.floats()) {
                    assertThat(number == 0).as("%s", type).isTrue(); // -0 too: Q4_0 has -8 times a scale of 0
                }
            } else {
                assertThatThrownBy(view::floats).as("%s", type).hasMessageContaining("its type is " + type);
            }
        }
    }

    @Test
    void a_shape_knows_its_laws() {
        assertThat(Shape.of(2, 3)).hasToString("[2, 3]").isEqualTo(new Shape(List.of(2L, 3L)));
        assertThat(Shape.of(2, 3).toArray()).containsExactly(2, 3);
        assertThat(Shape.of().elements()).isEqualTo(1);
        assertThat(Shape.of().rank()).isZero();
        assertThatThrownBy(() -> Shape.of(2, -1))
                .hasMessageContaining("A size (-1) in shape [2, -1] must be at least 0.");
        assertThatThrownBy(() -> Shape.of(1L << 32, 1L << 32)).hasMessageContaining("must be less than 2^63.");
        assertThatThrownBy(() -> DType.Q4_K.bytes(255))
                .hasMessageContaining("(255) must be a multiple of 256, as Q4_K packs them.");
    }
}
