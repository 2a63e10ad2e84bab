package dev.podium.model.train;

/**
 * One forward pass over texts, open for the gradient of their vectors to come back.
 *
 * @since 0.1.0
 */
public interface VectorPass extends AutoCloseable {

    /** The vectors, [text][dimension], a copy. */
    float[][] vectors();

    /**
     * Adds to the gradient of every trained weight, on top of what earlier passes left there.
     *
     * @param gradient of the loss with respect to each number of each vector, [text][dimension]
     * @throws IllegalStateException if the pass was made to score, or went backward before
     */
    void backward(float[][] gradient);

    /** Frees what was kept; a second time does nothing. */
    @Override
    void close();
}
