package dev.podium.torch.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What the numbers of a tensor are.
 *
 * @since 0.1.0
 */
public enum Kind {
    /** What we calculate in. */
    FLOAT32(ScalarType.Float, 4),
    /** For checks by finite differences. */
    FLOAT64(ScalarType.Double, 8),
    /** Half precision: to store, not to calculate in on a CPU. */
    FLOAT16(ScalarType.Half, 2),
    /** The range of float32 with 8 bits of precision: to store, not to calculate in on a CPU. */
    BFLOAT16(ScalarType.BFloat16, 2),
    /** Indices. */
    INT64(ScalarType.Long, 8),
    /** Whole numbers. */
    INT32(ScalarType.Int, 4),
    /** Bytes. */
    INT8(ScalarType.Char, 1),
    /** Masks. */
    BOOL(ScalarType.Bool, 1);

    final ScalarType scalar;
    private final int bytes;

    Kind(ScalarType scalar, int bytes) {
        this.scalar = scalar;
        this.bytes = bytes;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    static Kind of(ScalarType scalar) {
        for (Kind kind : values()) {
            if (kind.scalar == scalar.intern()) {
                return kind;
            }
        }
        throw new IllegalStateException("A tensor of %s came out of a calculation that makes none.".formatted(scalar));
    }
}
