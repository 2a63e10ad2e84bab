package dev.podium.read;

/**
 * Reads one kind of answer.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Reader {

    /**
     * Reads an answer about {@code n} candidates.
     *
     * @param answer what the model wrote, unchanged
     * @param n how many candidates it was shown, at least 0
     */
    Reading read(String answer, int n);
}
