package dev.podium.model;

import java.util.Arrays;

/**
 * The vector of one text, and how much of the text was read.
 *
 * @since 0.1.0
 */
public final class Embedded {

    private final float[] vector;
    private final int tokens;
    private final int tokensUsed;

    /**
     * @param vector taken over, not copied: whoever makes it forgets it
     * @param tokens the text's own length in the model's tokens, without prompt and marks; 0 where a service does not
     *     tell, as with tokensUsed
     * @param tokensUsed how many of these the model read, from the start
     * @throws IllegalArgumentException if a number in the vector is not finite
     */
    public Embedded(float[] vector, int tokens, int tokensUsed) {
        for (int i = 0; i < vector.length; i++) {
            if (!Float.isFinite(vector[i])) {
                throw new IllegalArgumentException(
                        "The vector of a text holds %s at index %d but must be finite.\nMaybe the model overflowed: look at what it was shown."
                                .formatted(vector[i], i));
            }
        }
        if (tokensUsed < 0 || tokensUsed > tokens) {
            throw new IllegalArgumentException(
                    "The tokens used (%d) must be in [0, tokens (%d)].".formatted(tokensUsed, tokens));
        }
        this.vector = vector;
        this.tokens = tokens;
        this.tokensUsed = tokensUsed;
    }

    /** The vector, [dimension], a copy. */
    public float[] vector() {
        return vector.clone();
    }

    /** The text's own length in the model's tokens. */
    public int tokens() {
        return tokens;
    }

    /** How many of these the model read. */
    public int tokensUsed() {
        return tokensUsed;
    }

    /** Whether the model did not read the whole text. */
    public boolean truncated() {
        return tokensUsed < tokens;
    }

    /** The vector itself, for whoever promises not to write to it. */
    float[] shared() {
        return vector;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedded that
                && tokens == that.tokens
                && tokensUsed == that.tokensUsed
                && Arrays.equals(vector, that.vector);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(vector) + tokens) + tokensUsed;
    }

    /** The length and the token counts, for people. */
    @Override
    public String toString() {
        return "Embedded[%d dimensions, %d of %d tokens]".formatted(vector.length, tokensUsed, tokens);
    }
}
