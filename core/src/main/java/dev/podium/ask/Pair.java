package dev.podium.ask;

/**
 * Two candidates of a slate, in the order shown to the judge.
 *
 * @param first index of the one shown first
 * @param second index of the one shown second
 * @since 0.1.0
 */
public record Pair(int first, int second) {
    public Pair {
        if (first == second || first < 0 || second < 0) {
            throw new IllegalArgumentException(
                    "A pair needs two different indices from 0, but has %d and %d.".formatted(first, second));
        }
    }

    /** The same two, shown the other way round. */
    public Pair swapped() {
        return new Pair(second, first);
    }
}
