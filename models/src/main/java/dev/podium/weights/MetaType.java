package dev.podium.weights;

import java.util.Optional;

/**
 * How a value of a checkpoint's metadata is stored, in GGUF's words.
 *
 * <p>The order is that of {@code enum gguf_metadata_value_type} in the GGUF specification, so an ordinal is the number in the file.
 *
 * @since 0.1.0
 */
public enum MetaType {
    U8(1),
    I8(1),
    U16(2),
    I16(2),
    U32(4),
    I32(4),
    F32(4),
    /** A byte, 0 or 1. */
    BOOL(1),
    /** UTF-8 after its length. */
    TEXT(0),
    /** Values of one type after their number. */
    ARRAY(0),
    U64(8),
    I64(8),
    F64(8);

    private final int bytes;

    MetaType(int bytes) {
        this.bytes = bytes;
    }

    /** The bytes of one value; 0 where values differ in length. */
    int bytes() {
        return bytes;
    }

    static Optional<MetaType> of(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }
}
