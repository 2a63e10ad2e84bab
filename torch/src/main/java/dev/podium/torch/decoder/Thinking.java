package dev.podium.torch.decoder;

/**
 * How long a model may think before it answers, where its prompt ends with the mark that thoughts begin.
 *
 * @param mostTokens of thoughts; 0 closes at once
 * @param end the token that ends them, such as {@code </think>}
 * @param closing the tokens that are put down when the thoughts are too long, with the end among them: often a few words before it,
 *     that the text reads well
 * @since 0.1.0
 */
public record Thinking(int mostTokens, int end, int[] closing) {

    /** Copies and checks. */
    public Thinking {
        closing = closing.clone();
        if (mostTokens < 0) {
            throw new IllegalArgumentException("The tokens of thoughts (%d) must be at least 0.".formatted(mostTokens));
        }
        boolean ends = false;
        for (int token : closing) {
            ends |= token == end;
        }
        if (!ends) {
            throw new IllegalArgumentException(
                    "The tokens that close thoughts must have the end of thoughts (%d) among them.".formatted(end));
        }
    }

    @Override
    public int[] closing() {
        return closing.clone();
    }
}
