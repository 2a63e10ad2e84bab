package dev.podium.weights;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An array of numbers or truth values in a checkpoint's metadata, kept as it is stored: a vocabulary has a score and a type for
 * each of its tokens, and a quarter of a million boxes would cost more than the tokens.
 *
 * @since 0.1.0
 */
public final class Numbers implements MetaValue {

    private static final int SHOWN = 8;

    private final MetaType type;
    private final MemorySegment bytes;
    private final int size;

    /** @param bytes little endian, of any memory; copied, so that metadata outlives the mapped file */
    Numbers(MetaType type, MemorySegment bytes) {
        this.type = type;
        this.bytes = MemorySegment.ofArray(bytes.toArray(JAVA_BYTE)).asReadOnly();
        this.size = Math.toIntExact(bytes.byteSize() / type.bytes());
    }

    /** How each is stored. */
    public MetaType type() {
        return type;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /**
     * One number.
     *
     * @return a U64 beyond 2^63 - 1 as its bits, a truth value as 0 or 1
     * @throws IllegalArgumentException if the type has fractions
     */
    public long whole(int i) {
        return switch (type) {
            case U8 -> Byte.toUnsignedLong(bytes.get(JAVA_BYTE, i));
            case I8 -> bytes.get(JAVA_BYTE, i);
            case BOOL -> bytes.get(JAVA_BYTE, i) == 0 ? 0 : 1;
            case U16 -> Short.toUnsignedLong(bytes.get(Little.SHORT, 2L * i));
            case I16 -> bytes.get(Little.SHORT, 2L * i);
            case U32 -> Integer.toUnsignedLong(bytes.get(Little.INT, 4L * i));
            case I32 -> bytes.get(Little.INT, 4L * i);
            case U64, I64 -> bytes.get(Little.LONG, 8L * i);
            case F32, F64 ->
                throw new IllegalArgumentException(
                        "An array of %s has no whole numbers.\nMaybe read it as real ones.".formatted(type));
            case TEXT, ARRAY -> throw new IllegalStateException("Numbers are never " + type);
        };
    }

    /** One number of any type, a truth value as 0 or 1. */
    public double real(int i) {
        return switch (type) {
            case F32 -> bytes.get(Little.FLOAT, 4L * i);
            case F64 -> bytes.get(Little.DOUBLE, 8L * i);
            case U64 -> {
                long value = whole(i);
                yield value < 0 ? 2.0 * (value >>> 1) : value;
            }
            case U8, I8, BOOL, U16, I16, U32, I32, I64 -> whole(i);
            case TEXT, ARRAY -> throw new IllegalStateException("Numbers are never " + type);
        };
    }

    /** All as whole numbers, in a new array. */
    public long[] wholes() {
        return IntStream.range(0, size).mapToLong(this::whole).toArray();
    }

    /** All as floats, in a new array; wide ones are rounded. */
    public float[] floats() {
        float[] floats = new float[size];
        for (int i = 0; i < size; i++) {
            floats[i] = (float) real(i);
        }
        return floats;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Numbers numbers && type == numbers.type && bytes.mismatch(numbers.bytes) < 0;
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode()
                + IntStream.range(0, (int) bytes.byteSize())
                        .map(i -> bytes.get(JAVA_BYTE, i))
                        .reduce(1, (hash, b) -> 31 * hash + b);
    }

    @Override
    public String toString() {
        boolean fractions = type == MetaType.F32 || type == MetaType.F64;
        return IntStream.range(0, Math.min(size, SHOWN))
                .mapToObj(i -> fractions
                        ? String.valueOf(real(i))
                        : type == MetaType.U64 ? Long.toUnsignedString(whole(i)) : String.valueOf(whole(i)))
                .collect(Collectors.joining(", ", size + " " + type + " [", size > SHOWN ? ", ...]" : "]"));
    }
}
