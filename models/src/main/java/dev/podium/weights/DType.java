package dev.podium.weights;

import java.util.Optional;

/**
 * How the numbers of a tensor are stored, in the names that safetensors and GGUF give.
 *
 * <p>A type is a run of equal blocks: {@link #blockElements} numbers in {@link #blockBytes} bytes, little endian. A plain type
 * is a block of one number. Types that are {@linkplain #refusal() refused} can be opened, sized and passed by, as files mix
 * them with others; reading their numbers is an error that says why.
 *
 * <p>Source: the {@code Dtype} of the safetensors crate, whose reverse order this is; {@code ggml-common.h} of ggml for the blocks.
 *
 * @since 0.1.0
 */
public enum DType {
    U64(1, 8),
    I64(1, 8),
    F64(1, 8),
    C64(1, 8, "It is complex, and a weight is one real number."),
    F32(1, 4),
    U32(1, 4),
    I32(1, 4),
    /** The upper half of an {@code F32}. */
    BF16(1, 2),
    F16(1, 2),
    U16(1, 2),
    I16(1, 2),
    F8_E5M2FNUZ(1, 1, Why.SCALES),
    F8_E4M3FNUZ(1, 1, Why.SCALES),
    F8_E8M0(1, 1, Why.SCALES),
    F8_E4M3(1, 1, Why.SCALES),
    F8_E5M2(1, 1, Why.SCALES),
    I8(1, 1),
    U8(1, 1),
    F6_E3M2(4, 3, Why.SCALES),
    F6_E2M3(4, 3, Why.SCALES),
    F4(2, 1, Why.SCALES),
    /** A byte; anything but 0 is 1. */
    BOOL(1, 1),

    /** Scale; {@code d * (q - 8)}. */
    Q4_0(32, 18),
    /** Scale and minimum; {@code d * q + m}. */
    Q4_1(32, 20),
    /** Scale; {@code d * (q - 16)}. */
    Q5_0(32, 22),
    /** Scale and minimum; {@code d * q + m}. */
    Q5_1(32, 24),
    /** Scale; {@code d * q}. */
    Q8_0(32, 34),
    /** Eight groups of 32 with scale and minimum of six bits each. */
    Q4_K(256, 144),
    /** Eight groups of 32 with scale and minimum of six bits each. */
    Q5_K(256, 176),
    /** Sixteen groups of 16 with a scale of eight bits each. */
    Q6_K(256, 210),

    Q8_1(32, 36, Why.BLOCK),
    Q2_K(256, 84, Why.BLOCK),
    Q3_K(256, 110, Why.BLOCK),
    Q8_K(256, 292, Why.BLOCK),
    IQ1_S(256, 50, Why.BLOCK),
    IQ1_M(256, 56, Why.BLOCK),
    IQ2_XXS(256, 66, Why.BLOCK),
    IQ2_XS(256, 74, Why.BLOCK),
    IQ2_S(256, 82, Why.BLOCK),
    IQ3_XXS(256, 98, Why.BLOCK),
    IQ3_S(256, 110, Why.BLOCK),
    IQ4_NL(32, 18, Why.BLOCK),
    IQ4_XS(256, 136, Why.BLOCK),
    TQ1_0(256, 54, Why.BLOCK),
    TQ2_0(256, 66, Why.BLOCK),
    MXFP4(32, 17, Why.BLOCK);

    /** Reasons shared by several types; a nested class, since an enum's own constants come first. */
    private static final class Why {
        static final String SCALES =
                "Floats this narrow mean nothing without scales, which each quantiser keeps in other tensors its own way.";
        static final String BLOCK = "Podium does not decode these blocks.";
    }

    private final int blockElements;
    private final int blockBytes;
    private final String refusal;

    DType(int blockElements, int blockBytes) {
        this(blockElements, blockBytes, "");
    }

    DType(int blockElements, int blockBytes, String refusal) {
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
        this.refusal = refusal;
    }

    /** Numbers in a block: 1 for a plain type, 32 or 256 for a quantised one. */
    public int blockElements() {
        return blockElements;
    }

    /** Bytes of a block. */
    public int blockBytes() {
        return blockBytes;
    }

    /** Whether numbers share a block with their scales, as GGUF's quantised types do. */
    public boolean isQuantised() {
        return !isSafetensors();
    }

    /** Why numbers of this type cannot be read, a sentence; empty if they can. */
    public Optional<String> refusal() {
        return refusal.isEmpty() ? Optional.empty() : Optional.of(refusal);
    }

    /** Whether these are whole numbers (or truth values), which {@link TensorView#copyTo(long[], int)} reads exactly. */
    public boolean isWhole() {
        return switch (this) {
            case I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> true;
            case F64, F32, F16, BF16 -> false;
            case F8_E4M3, F8_E5M2, F8_E8M0, F8_E4M3FNUZ, F8_E5M2FNUZ, F6_E2M3, F6_E3M2, F4, C64 -> false;
            case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K -> false;
            case Q8_1, Q2_K, Q3_K, Q8_K, IQ1_S, IQ1_M, IQ2_XXS, IQ2_XS, IQ2_S, IQ3_XXS, IQ3_S -> false;
            case IQ4_NL, IQ4_XS, TQ1_0, TQ2_0, MXFP4 -> false;
        };
    }

    /**
     * The bytes that so many numbers take.
     *
     * @throws IllegalArgumentException if they are negative or do not fill whole blocks
     * @throws ArithmeticException if that is more than 2^63 - 1
     */
    public long bytes(long elements) {
        if (elements < 0 || elements % blockElements != 0) {
            throw new IllegalArgumentException(
                    "The number of elements (%d) must be a multiple of %d, as %s packs them.\nMaybe this is no whole row."
                            .formatted(elements, blockElements, this));
        }
        return Math.multiplyExact(elements / blockElements, (long) blockBytes);
    }

    /** The type of this name in a safetensors header. */
    static Optional<DType> ofSafetensors(String name) {
        for (DType type : values()) {
            if (type.isSafetensors() && type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Whether a safetensors file can hold it: everything but GGUF's blocks. These come first, as its writer lays them out. */
    boolean isSafetensors() {
        return ordinal() <= BOOL.ordinal();
    }

    /** The type of this number in a GGUF tensor description ({@code enum ggml_type}); the gaps are types long removed. */
    static Optional<DType> ofGgml(int number) {
        return switch (number) {
            case 0 -> Optional.of(F32);
            case 1 -> Optional.of(F16);
            case 2 -> Optional.of(Q4_0);
            case 3 -> Optional.of(Q4_1);
            case 6 -> Optional.of(Q5_0);
            case 7 -> Optional.of(Q5_1);
            case 8 -> Optional.of(Q8_0);
            case 9 -> Optional.of(Q8_1);
            case 10 -> Optional.of(Q2_K);
            case 11 -> Optional.of(Q3_K);
            case 12 -> Optional.of(Q4_K);
            case 13 -> Optional.of(Q5_K);
            case 14 -> Optional.of(Q6_K);
            case 15 -> Optional.of(Q8_K);
            case 16 -> Optional.of(IQ2_XXS);
            case 17 -> Optional.of(IQ2_XS);
            case 18 -> Optional.of(IQ3_XXS);
            case 19 -> Optional.of(IQ1_S);
            case 20 -> Optional.of(IQ4_NL);
            case 21 -> Optional.of(IQ3_S);
            case 22 -> Optional.of(IQ2_S);
            case 23 -> Optional.of(IQ4_XS);
            case 24 -> Optional.of(I8);
            case 25 -> Optional.of(I16);
            case 26 -> Optional.of(I32);
            case 27 -> Optional.of(I64);
            case 28 -> Optional.of(F64);
            case 29 -> Optional.of(IQ1_M);
            case 30 -> Optional.of(BF16);
            case 34 -> Optional.of(TQ1_0);
            case 35 -> Optional.of(TQ2_0);
            case 39 -> Optional.of(MXFP4);
            default -> Optional.empty();
        };
    }

    /** What a reader of this type's numbers is told where there are none to have. */
    String refusedFor(String tensor) {
        return "The numbers of tensor \"%s\" are not read: its type is %s. %s\nMaybe take the model in F16, BF16 or Q8_0."
                .formatted(tensor, this, refusal);
    }
}
