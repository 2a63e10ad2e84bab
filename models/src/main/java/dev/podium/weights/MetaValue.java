package dev.podium.weights;

import java.util.List;

/**
 * One value of a checkpoint's {@link Metadata}, with the type it has in the file.
 *
 * <p>Arrays keep their type too: of texts as {@link Texts}, of numbers and truth values as {@link Numbers} without an object
 * for each, of arrays as {@link Nested}.
 *
 * @since 0.1.0
 */
public sealed interface MetaValue
        permits MetaValue.Text,
                MetaValue.Whole,
                MetaValue.Real,
                MetaValue.Flag,
                MetaValue.Texts,
                Numbers,
                MetaValue.Nested {

    /** A text; what is not UTF-8 in it was read as U+FFFD. */
    record Text(String text) implements MetaValue {}

    /**
     * A whole number.
     *
     * @param type U8 to I64
     * @param value a U64 beyond 2^63 - 1 as its bits, so negative
     */
    record Whole(MetaType type, long value) implements MetaValue {}

    /**
     * A number with a fraction.
     *
     * @param type F32 or F64
     */
    record Real(MetaType type, double value) implements MetaValue {}

    /** Yes or no. */
    record Flag(boolean value) implements MetaValue {}

    /** An array of texts. */
    record Texts(List<String> texts) implements MetaValue {

        public Texts {
            texts = List.copyOf(texts);
        }
    }

    /**
     * An array of arrays.
     *
     * @param arrays each {@link Texts}, {@link Numbers} or {@link Nested}
     */
    record Nested(List<MetaValue> arrays) implements MetaValue {

        public Nested {
            arrays = List.copyOf(arrays);
        }
    }

    /** What it is, for a message. */
    default String kind() {
        return switch (this) {
            case Text _ -> "a text";
            case Whole whole -> "a whole number (" + whole.type() + ")";
            case Real real -> "a number (" + real.type() + ")";
            case Flag _ -> "a truth value";
            case Texts _ -> "an array of texts";
            case Numbers numbers -> "an array of " + numbers.type();
            case Nested _ -> "an array of arrays";
        };
    }
}
