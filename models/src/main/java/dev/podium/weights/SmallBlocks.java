package dev.podium.weights;

/**
 * The blocks of 32 numbers with one scale: Q4_0, Q4_1, Q5_0, Q5_1, Q8_0.
 *
 * <p>Each starts with the scale d, and where the name ends in 1 the minimum m, as F16. Numbers i and i + 16 share a byte, the first
 * in its lower half; the fifth bits of Q5 lie in one 32-bit word before the bytes, bit i for number i.
 *
 * <p>Source: the {@code block_q*} structures of {@code ggml-common.h}, the {@code dequantize_row_q*} of {@code ggml-quants.c}.
 */
final class SmallBlocks {

    private static final int HALF = 16;

    private SmallBlocks() {}

    /** The F16 at this place. */
    static float half(byte[] from, int at) {
        return Float.float16ToFloat((short) ((from[at] & 0xFF) | (from[at + 1] << 8)));
    }

    static void q4with0(byte[] from, int at, float[] into, int to) {
        float d = half(from, at);
        for (int i = 0; i < HALF; i++) {
            int pair = from[at + 2 + i];
            into[to + i] = ((pair & 0xF) - 8) * d;
            into[to + HALF + i] = (((pair >> 4) & 0xF) - 8) * d;
        }
    }

    static void q4with1(byte[] from, int at, float[] into, int to) {
        float d = half(from, at);
        float m = half(from, at + 2);
        for (int i = 0; i < HALF; i++) {
            int pair = from[at + 4 + i];
            into[to + i] = (pair & 0xF) * d + m;
            into[to + HALF + i] = ((pair >> 4) & 0xF) * d + m;
        }
    }

    static void q5with0(byte[] from, int at, float[] into, int to) {
        float d = half(from, at);
        int fifth = word(from, at + 2);
        for (int i = 0; i < HALF; i++) {
            int pair = from[at + 6 + i];
            into[to + i] = (((pair & 0xF) | (((fifth >>> i) & 1) << 4)) - 16) * d;
            into[to + HALF + i] = ((((pair >> 4) & 0xF) | (((fifth >>> (i + HALF)) & 1) << 4)) - 16) * d;
        }
    }

    static void q5with1(byte[] from, int at, float[] into, int to) {
        float d = half(from, at);
        float m = half(from, at + 2);
        int fifth = word(from, at + 4);
        for (int i = 0; i < HALF; i++) {
            int pair = from[at + 8 + i];
            into[to + i] = ((pair & 0xF) | (((fifth >>> i) & 1) << 4)) * d + m;
            into[to + HALF + i] = (((pair >> 4) & 0xF) | (((fifth >>> (i + HALF)) & 1) << 4)) * d + m;
        }
    }

    static void q8with0(byte[] from, int at, float[] into, int to) {
        float d = half(from, at);
        for (int i = 0; i < 2 * HALF; i++) {
            into[to + i] = from[at + 2 + i] * d;
        }
    }

    private static int word(byte[] from, int at) {
        return (from[at] & 0xFF) | ((from[at + 1] & 0xFF) << 8) | ((from[at + 2] & 0xFF) << 16) | (from[at + 3] << 24);
    }
}
