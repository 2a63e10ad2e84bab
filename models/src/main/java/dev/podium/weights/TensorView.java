package dev.podium.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One tensor of an open checkpoint: its name, type and shape, and its bytes where they lie in the file.
 *
 * <p>Nothing is read before it is asked for, and nothing is kept: {@link #bytes} is the mapped file itself, and the copying
 * methods convert block by block into memory of the caller. So a checkpoint is never in memory twice.
 *
 * <p>Any number of threads may read at once. After its {@link Weights} were closed, every reading method throws
 * {@link IllegalStateException}.
 *
 * @since 0.1.0
 */
public final class TensorView {

    private final String name;
    private final DType type;
    private final Shape shape;
    private final MemorySegment bytes;

    TensorView(String name, DType type, Shape shape, MemorySegment bytes) {
        if (bytes.byteSize() != type.bytes(shape.elements())) {
            throw new IllegalArgumentException("The bytes of \"%s\" (%d) must be %d, as %s %s says."
                    .formatted(name, bytes.byteSize(), type.bytes(shape.elements()), type, shape));
        }
        if (type.isQuantised() && shape.rowLength() % type.blockElements() != 0) {
            throw new IllegalArgumentException("The rows of \"%s\" (%d) must be a multiple of %d, as %s packs them."
                    .formatted(name, shape.rowLength(), type.blockElements(), type));
        }
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.bytes = bytes.asReadOnly();
    }

    /** The name in the checkpoint. */
    public String name() {
        return name;
    }

    /** How the numbers are stored. */
    public DType type() {
        return type;
    }

    /** The sizes, outermost first, as in torch. */
    public Shape shape() {
        return shape;
    }

    /**
     * The mapped bytes, read-only, little endian, row after row. They may start at any address: use unaligned layouts.
     *
     * @throws IllegalStateException if the weights were closed
     */
    public MemorySegment bytes() {
        if (!bytes.scope().isAlive()) {
            throw new IllegalStateException(
                    "Tensor \"%s\" was asked for its numbers after its weights were closed.\nMaybe close them last."
                            .formatted(name));
        }
        return bytes;
    }

    /**
     * All numbers as float32, in a new array.
     *
     * @throws IllegalArgumentException if there are more than an array holds, or the type is {@linkplain DType#refusal() refused}
     */
    public float[] floats() {
        long elements = shape.elements();
        if (elements > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "Tensor \"%s\" has %d numbers, more than an array holds.\nMaybe copy it by rows, or into a MemorySegment."
                            .formatted(name, elements));
        }
        float[] floats = new float[(int) elements];
        copyTo(floats, 0);
        return floats;
    }

    /**
     * Copies all numbers as float32.
     *
     * <p>F16, BF16 and quantised numbers are exact: a quantised one is what ggml's own reader makes of it, bit for bit. F64 and
     * whole numbers are rounded to the nearest float.
     *
     * @param into gets {@code shape().elements()} numbers
     * @param offset of the first in {@code into}
     * @throws IllegalArgumentException if they do not fit, or the type is {@linkplain DType#refusal() refused}
     */
    public void copyTo(float[] into, int offset) {
        copyRows(0, shape.rows(), into, offset);
    }

    /**
     * Copies some rows as float32; a row is the innermost dimension, so a matrix of an embedding has one for each token.
     *
     * @param first row, from 0, all outer dimensions counted through
     * @param count of rows
     * @param into gets {@code count * shape().rowLength()} numbers
     * @param offset of the first in {@code into}
     * @throws IllegalArgumentException if there are no such rows, they do not fit, or the type is refused
     */
    public void copyRows(long first, long count, float[] into, int offset) {
        long elements = elementsOf(first, count);
        room(elements, offset, into.length);
        FloatReading reading = new FloatReading(type, bytes(), start(first));
        reading.read(elements, into, offset);
    }

    /**
     * Copies all numbers as float32 in the machine's byte order, as native libraries want them.
     *
     * @param into gets {@code 4 * shape().elements()} bytes
     * @param offset of the first byte in {@code into}
     * @throws IllegalArgumentException if they do not fit, or the type is refused
     */
    public void copyTo(MemorySegment into, long offset) {
        copyRows(0, shape.rows(), into, offset);
    }

    /**
     * Copies some rows as float32 in the machine's byte order.
     *
     * @param first row, from 0
     * @param count of rows
     * @param into gets {@code 4 * count * shape().rowLength()} bytes
     * @param offset of the first byte in {@code into}
     * @throws IllegalArgumentException if there are no such rows, they do not fit, or the type is refused
     */
    public void copyRows(long first, long count, MemorySegment into, long offset) {
        long elements = elementsOf(first, count);
        room(Math.multiplyExact(elements, 4L), offset, into.byteSize());
        FloatReading reading = new FloatReading(type, bytes(), start(first));
        reading.read(elements, into, offset);
    }

    /**
     * Copies all numbers of a whole type exactly, such as the indices of a sparse delta.
     *
     * @param into gets {@code shape().elements()} numbers; U64 beyond 2^63 as its bits
     * @param offset of the first in {@code into}
     * @throws IllegalArgumentException if they do not fit, or the type holds fractions
     */
    public void copyTo(long[] into, int offset) {
        if (!type.isWhole()) {
            throw new IllegalArgumentException(
                    "Tensor \"%s\" holds %s, which are no whole numbers.\nMaybe read it as floats."
                            .formatted(name, type));
        }
        room(shape.elements(), offset, into.length);
        MemorySegment from = bytes();
        int elements = (int) shape.elements();
        for (int i = 0; i < elements; i++) {
            into[offset + i] = whole(from, i);
        }
    }

    private long whole(MemorySegment from, long i) {
        return switch (type) {
            case I64, U64 -> from.get(Little.LONG, 8 * i);
            case I32 -> from.get(Little.INT, 4 * i);
            case U32 -> Integer.toUnsignedLong(from.get(Little.INT, 4 * i));
            case I16 -> from.get(Little.SHORT, 2 * i);
            case U16 -> Short.toUnsignedLong(from.get(Little.SHORT, 2 * i));
            case I8 -> from.get(ValueLayout.JAVA_BYTE, i);
            case U8 -> Byte.toUnsignedLong(from.get(ValueLayout.JAVA_BYTE, i));
            case BOOL -> from.get(ValueLayout.JAVA_BYTE, i) == 0 ? 0 : 1;
            default -> throw new IllegalStateException("Not whole: " + type);
        };
    }

    private long elementsOf(long first, long count) {
        if (type.refusal().isPresent()) {
            throw new IllegalArgumentException(type.refusedFor(name));
        }
        if (first < 0 || count < 0 || count > shape.rows() - first) {
            throw new IllegalArgumentException(
                    "Rows %d to %d of tensor \"%s\" were asked for, and it has %d (shape %s).\nMaybe the vocabulary of the tokenizer is larger than the model's."
                            .formatted(first, first + count, name, shape.rows(), shape));
        }
        return count * shape.rowLength();
    }

    private long start(long row) {
        return type.bytes(row * shape.rowLength());
    }

    private void room(long needed, long offset, long there) {
        if (offset < 0 || needed > there - offset) {
            throw new IllegalArgumentException(
                    "The numbers of tensor \"%s\" (%d from offset %d) must fit into the destination (%d)."
                            .formatted(name, needed, offset, there));
        }
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(name, type, shape);
    }
}
