package dev.podium.torch.layer;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the weights of linear layers are held and multiplied; all else is float32 always.
 *
 * @since 0.1.0
 */
public enum Numbers {
    /** As they were trained, or exactly what a shorter type holds. */
    FLOAT32,
    /**
     * Rounded to a byte with a scale for each output, inputs rounded as they come: half the time and a quarter of the memory.
     * Heads stay float32.
     */
    INT8,
    /** Kept in two bytes and widened at each use: half the memory, for models that would not fit, and slow. */
    BFLOAT16;

    /**
     * Reads {@code float32}, {@code int8} or {@code bfloat16}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static Numbers parse(String text) {
        return Arrays.stream(values())
                .filter(numbers -> numbers.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The numbers \"%s\" must be one of %s."
                        .formatted(
                                text,
                                Arrays.stream(values()).map(Numbers::toString).collect(Collectors.joining(", ")))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
