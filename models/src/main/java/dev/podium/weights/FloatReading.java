package dev.podium.weights;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads a run of stored numbers as float32, a few thousand at a time.
 *
 * <p>Each portion goes through small heap arrays: loops over arrays are what the JIT compiler turns into vector instructions
 * (with F16, a conversion instruction), and a portion stays in the first cache, so the detour costs less than it gains.
 */
final class FloatReading {

    /** A multiple of every block; 4096 floats and their source are within 48 KiB, the first cache of a common core. */
    private static final int PORTION = 4096;

    private final DType type;
    private final MemorySegment from;
    private long position;

    /**
     * @param type that is not refused
     * @param from the bytes of a tensor
     * @param position of the first byte to read, at a block
     */
    FloatReading(DType type, MemorySegment from, long position) {
        this.type = type;
        this.from = from;
        this.position = position;
    }

    /** Reads numbers that fill whole blocks. */
    void read(long elements, float[] into, int offset) {
        if (type == DType.F32) {
            MemorySegment.copy(from, Little.FLOAT, position, into, offset, (int) elements);
            position += 4 * elements;
            return;
        }
        Scratch scratch = new Scratch((int) Math.min(elements, PORTION), type);
        for (int done = 0; done < elements; ) {
            int portion = (int) Math.min(elements - done, PORTION);
            portion(portion, into, offset + done, scratch);
            done += portion;
        }
    }

    /** The same, to native or other memory; {@code offset} in bytes. */
    void read(long elements, MemorySegment into, long offset) {
        if (type == DType.F32) {
            MemorySegment.copy(from, Little.FLOAT, position, into, ValueLayout.JAVA_FLOAT_UNALIGNED, offset, elements);
            position += 4 * elements;
            return;
        }
        Scratch scratch = new Scratch((int) Math.min(elements, PORTION), type);
        float[] floats = new float[(int) Math.min(elements, PORTION)];
        for (long done = 0; done < elements; ) {
            int portion = (int) Math.min(elements - done, PORTION);
            portion(portion, floats, 0, scratch);
            MemorySegment.copy(floats, 0, into, ValueLayout.JAVA_FLOAT_UNALIGNED, offset + 4 * done, portion);
            done += portion;
        }
    }

    private void portion(int n, float[] into, int offset, Scratch scratch) {
        switch (type) {
            case F32 -> MemorySegment.copy(from, Little.FLOAT, position, into, offset, n);
            case F64 -> {
                double[] wide = scratch.doubles;
                MemorySegment.copy(from, Little.DOUBLE, position, wide, 0, n);
                for (int i = 0; i < n; i++) {
                    into[offset + i] = (float) wide[i];
                }
            }
            case F16, BF16, I16, U16 -> {
                MemorySegment.copy(from, Little.SHORT, position, scratch.shorts, 0, n);
                shorts(n, scratch.shorts, into, offset);
            }
            case I32, U32 -> {
                MemorySegment.copy(from, Little.INT, position, scratch.ints, 0, n);
                ints(n, scratch.ints, into, offset);
            }
            case I64, U64 -> {
                MemorySegment.copy(from, Little.LONG, position, scratch.longs, 0, n);
                longs(n, scratch.longs, into, offset);
            }
            case I8, U8, BOOL -> {
                MemorySegment.copy(from, JAVA_BYTE, position, scratch.bytes, 0, n);
                bytes(n, scratch.bytes, into, offset);
            }
            case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K -> {
                MemorySegment.copy(from, JAVA_BYTE, position, scratch.bytes, 0, (int) type.bytes(n));
                blocks(n / type.blockElements(), scratch.bytes, into, offset);
            }
            case F8_E4M3, F8_E5M2, F8_E8M0, F8_E4M3FNUZ, F8_E5M2FNUZ, F6_E2M3, F6_E3M2, F4, C64 -> throw refused();
            case Q8_1, Q2_K, Q3_K, Q8_K, IQ1_S, IQ1_M, IQ2_XXS, IQ2_XS, IQ2_S, IQ3_XXS, IQ3_S -> throw refused();
            case IQ4_NL, IQ4_XS, TQ1_0, TQ2_0, MXFP4 -> throw refused();
        }
        position += type.bytes(n);
    }

    private IllegalStateException refused() {
        return new IllegalStateException("A refused type is not read: " + type);
    }

    private void shorts(int n, short[] stored, float[] into, int offset) {
        if (type == DType.F16) {
            for (int i = 0; i < n; i++) {
                into[offset + i] = Float.float16ToFloat(stored[i]);
            }
        } else if (type == DType.BF16) {
            for (int i = 0; i < n; i++) {
                into[offset + i] = Float.intBitsToFloat(stored[i] << 16);
            }
        } else if (type == DType.I16) {
            for (int i = 0; i < n; i++) {
                into[offset + i] = stored[i];
            }
        } else {
            for (int i = 0; i < n; i++) {
                into[offset + i] = stored[i] & 0xFFFF;
            }
        }
    }

    private void ints(int n, int[] stored, float[] into, int offset) {
        long mask = type == DType.U32 ? 0xFFFF_FFFFL : -1L;
        for (int i = 0; i < n; i++) {
            into[offset + i] = (float) (stored[i] & mask);
        }
    }

    private void longs(int n, long[] stored, float[] into, int offset) {
        boolean unsigned = type == DType.U64;
        for (int i = 0; i < n; i++) {
            long value = stored[i];
            // Half of it, the lost bit kept so that rounding sees it, then doubled: exact rounding of the unsigned
            // number.
            into[offset + i] = unsigned && value < 0 ? 2f * (float) ((value >>> 1) | (value & 1)) : (float) value;
        }
    }

    private void bytes(int n, byte[] stored, float[] into, int offset) {
        if (type == DType.I8) {
            for (int i = 0; i < n; i++) {
                into[offset + i] = stored[i];
            }
        } else if (type == DType.U8) {
            for (int i = 0; i < n; i++) {
                into[offset + i] = stored[i] & 0xFF;
            }
        } else {
            for (int i = 0; i < n; i++) {
                into[offset + i] = stored[i] == 0 ? 0 : 1;
            }
        }
    }

    private void blocks(int blocks, byte[] stored, float[] into, int offset) {
        int bytes = type.blockBytes();
        int elements = type.blockElements();
        for (int b = 0; b < blocks; b++) {
            int at = b * bytes;
            int to = offset + b * elements;
            if (type == DType.Q4_0) {
                SmallBlocks.q4with0(stored, at, into, to);
            } else if (type == DType.Q4_1) {
                SmallBlocks.q4with1(stored, at, into, to);
            } else if (type == DType.Q5_0) {
                SmallBlocks.q5with0(stored, at, into, to);
            } else if (type == DType.Q5_1) {
                SmallBlocks.q5with1(stored, at, into, to);
            } else if (type == DType.Q8_0) {
                SmallBlocks.q8with0(stored, at, into, to);
            } else if (type == DType.Q4_K) {
                SuperBlocks.q4k(stored, at, into, to);
            } else if (type == DType.Q5_K) {
                SuperBlocks.q5k(stored, at, into, to);
            } else {
                SuperBlocks.q6k(stored, at, into, to);
            }
        }
    }

    /** The arrays that one type needs, no others. */
    private static final class Scratch {

        private final byte[] bytes;
        private final short[] shorts;
        private final int[] ints;
        private final long[] longs;
        private final double[] doubles;

        Scratch(int elements, DType type) {
            int size = type.isQuantised() ? 0 : type.blockBytes();
            bytes = new byte[size < 2 ? (int) type.bytes(elements) : 0];
            shorts = new short[size == 2 ? elements : 0];
            ints = new int[size == 4 ? elements : 0];
            longs = new long[size == 8 && type != DType.F64 ? elements : 0];
            doubles = new double[type == DType.F64 ? elements : 0];
        }
    }
}
