package dev.podium.text;

/**
 * A range of token positions.
 *
 * @param from the first, from 0
 * @param to one after the last
 * @since 0.1.0
 */
public record Span(int from, int to) {

    /** Checks the order of the two. */
    public Span {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("The span [%d, %d) must be in order, from 0 on.".formatted(from, to));
        }
    }

    /** How many tokens. */
    public int size() {
        return to - from;
    }
}
