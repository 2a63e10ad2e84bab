package dev.podium.weights;

/**
 * The blocks of 256 numbers whose groups have quantised scales of their own: Q4_K, Q5_K, Q6_K.
 *
 * <p>Q4_K and Q5_K: number = d * s * q - dmin * m, with scale s and minimum m, six bits each, for every 32 numbers. Two groups
 * share 32 bytes, the first in the lower halves. Q6_K: number = d * s * (q - 32), with a signed byte s for every 16.
 *
 * <p>The products d * s and dmin * m are exact in float32 (11 significant bits times 8), and so is d * s * q of Q4_K and Q5_K; so
 * each number is rounded at most once, and it does not matter whether a compiler fuses the subtraction.
 *
 * <p>Source: {@code block_q4_K}, {@code block_q5_K}, {@code block_q6_K} of {@code ggml-common.h}, their {@code dequantize_row}
 * functions of {@code ggml-quants.c}.
 */
final class SuperBlocks {

    private static final int GROUP = 32;
    private static final int GROUPS = 8;

    private SuperBlocks() {}

    /** d, dmin (F16), 12 bytes of scales and minima, 128 bytes of halves. */
    static void q4k(byte[] from, int at, float[] into, int to) {
        float d = SmallBlocks.half(from, at);
        float dmin = SmallBlocks.half(from, at + 2);
        for (int g = 0; g < GROUPS; g++) {
            float scale = d * scale(from, at + 4, g);
            float minimum = dmin * minimum(from, at + 4, g);
            int halves = at + 16 + g / 2 * GROUP;
            int shift = g % 2 * 4;
            for (int i = 0; i < GROUP; i++) {
                into[to + g * GROUP + i] = scale * ((from[halves + i] >> shift) & 0xF) - minimum;
            }
        }
    }

    /** As Q4_K, with 32 bytes of fifth bits before the halves: bit g of byte i for number i of group g. */
    static void q5k(byte[] from, int at, float[] into, int to) {
        float d = SmallBlocks.half(from, at);
        float dmin = SmallBlocks.half(from, at + 2);
        int fifths = at + 16;
        for (int g = 0; g < GROUPS; g++) {
            float scale = d * scale(from, at + 4, g);
            float minimum = dmin * minimum(from, at + 4, g);
            int halves = at + 48 + g / 2 * GROUP;
            int shift = g % 2 * 4;
            for (int i = 0; i < GROUP; i++) {
                int q = ((from[halves + i] >> shift) & 0xF) | (((from[fifths + i] >> g) & 1) << 4);
                into[to + g * GROUP + i] = scale * q - minimum;
            }
        }
    }

    /** Lower four bits (128 bytes), upper two (64 bytes), 16 scales, d (F16); in two parts of 128 numbers. */
    static void q6k(byte[] from, int at, float[] into, int to) {
        float d = SmallBlocks.half(from, at + 208);
        for (int part = 0; part < 2; part++) {
            int lower = at + part * 64;
            int upper = at + 128 + part * GROUP;
            for (int g = 0; g < 4; g++) {
                int halves = lower + g % 2 * GROUP;
                int shift = g / 2 * 4;
                int group = to + part * 128 + g * GROUP;
                float first = d * from[at + 192 + part * 8 + g * 2];
                float second = d * from[at + 192 + part * 8 + g * 2 + 1];
                for (int i = 0; i < GROUP; i++) {
                    float scale = i < GROUP / 2 ? first : second;
                    int q = ((from[halves + i] >> shift) & 0xF) | (((from[upper + i] >> (2 * g)) & 3) << 4);
                    into[group + i] = scale * (q - 32);
                }
            }
        }
    }

    /** Six bits: of groups 0..3 in bytes 0..3; of the others four in bytes 8..11 and two on top of bytes 0..3. */
    private static int scale(byte[] from, int at, int group) {
        return group < 4
                ? from[at + group] & 0x3F
                : (from[at + group + 4] & 0xF) | (((from[at + group - 4] >> 6) & 3) << 4);
    }

    /** Six bits: of groups 0..3 in bytes 4..7; of the others the upper four in bytes 8..11 and two on top of bytes 4..7. */
    private static int minimum(byte[] from, int at, int group) {
        return group < 4
                ? from[at + group + 4] & 0x3F
                : ((from[at + group + 4] >> 4) & 0xF) | (((from[at + group] >> 6) & 3) << 4);
    }
}
