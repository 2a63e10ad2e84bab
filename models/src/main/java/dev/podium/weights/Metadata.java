package dev.podium.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a checkpoint says of itself: texts in a safetensors file, typed values in a GGUF file, there the whole configuration with
 * vocabulary and chat template.
 *
 * <p>It is read once, when the file is opened, and stays when the {@link Weights} are closed. A value of another type than asked
 * for is an error that names both; nothing is converted but a whole number to a real one.
 *
 * @since 0.1.0
 */
public final class Metadata {

    private final SequencedMap<String, MetaValue> values;

    Metadata(SequencedMap<String, MetaValue> values) {
        this.values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    /** All values, in the order of the file. */
    public SequencedMap<String, MetaValue> values() {
        return values;
    }

    /** Whether there is such a key. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** The value, if there is one. */
    public Optional<MetaValue> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /**
     * A text.
     *
     * @throws IllegalArgumentException if it is missing or of another type; so for the methods below
     */
    public String text(String key) {
        return required(key) instanceof MetaValue.Text(String text) ? text : wrong(key, "a text");
    }

    /** A whole number. */
    public long whole(String key) {
        MetaValue value = required(key);
        if (value instanceof MetaValue.Whole(MetaType type, long number)) {
            if (type == MetaType.U64 && number < 0) {
                throw new IllegalArgumentException(
                        "The metadata \"%s\" (%s) must be less than 2^63.\nMaybe the file is damaged."
                                .formatted(key, Long.toUnsignedString(number)));
            }
            return number;
        }
        return wrong(key, "a whole number");
    }

    /** A number; a whole one is converted. */
    public double real(String key) {
        MetaValue value = required(key);
        if (value instanceof MetaValue.Real real) {
            return real.value();
        }
        return value instanceof MetaValue.Whole ? whole(key) : wrong(key, "a number");
    }

    /** Yes or no. */
    public boolean flag(String key) {
        return required(key) instanceof MetaValue.Flag(boolean value) ? value : wrong(key, "a truth value");
    }

    /** An array of texts. */
    public List<String> texts(String key) {
        return required(key) instanceof MetaValue.Texts(List<String> texts) ? texts : wrong(key, "an array of texts");
    }

    /** An array of numbers or truth values. */
    public Numbers numbers(String key) {
        return required(key) instanceof Numbers numbers ? numbers : wrong(key, "an array of numbers");
    }

    private MetaValue required(String key) {
        MetaValue value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    "The checkpoint's metadata has no \"%s\", only %s.\nMaybe it is of another architecture."
                            .formatted(key, values.keySet()));
        }
        return value;
    }

    private <T> T wrong(String key, String wanted) {
        throw new IllegalArgumentException(
                "The metadata \"%s\" must be %s, and is %s.\nMaybe the file is of another version."
                        .formatted(key, wanted, required(key).kind()));
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
