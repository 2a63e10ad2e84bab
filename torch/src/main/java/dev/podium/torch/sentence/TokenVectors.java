package dev.podium.torch.sentence;

/**
 * The vectors of the tokens of one text, of those that count.
 *
 * @since 0.1.0
 */
public final class TokenVectors {

    private final float[] numbers;
    private final int size;
    private final int width;
    private final int tokens;
    private final int tokensUsed;

    TokenVectors(float[] numbers, int size, int width, int tokens, int tokensUsed) {
        this.numbers = numbers;
        this.size = size;
        this.width = width;
        this.tokens = tokens;
        this.tokensUsed = tokensUsed;
    }

    /** How many vectors. */
    public int size() {
        return size;
    }

    /** Numbers of a vector. */
    public int width() {
        return width;
    }

    /** All numbers, [vector, width], a copy. */
    public float[] numbers() {
        return numbers.clone();
    }

    /** The numbers themselves, for whoever promises not to write to them. */
    float[] shared() {
        return numbers;
    }

    /** The text's own length in tokens. */
    public int tokens() {
        return tokens;
    }

    /** How many of these were read. */
    public int tokensUsed() {
        return tokensUsed;
    }

    @Override
    public String toString() {
        return "TokenVectors[%d of %d numbers, %d of %d tokens]".formatted(size, width, tokensUsed, tokens);
    }
}
