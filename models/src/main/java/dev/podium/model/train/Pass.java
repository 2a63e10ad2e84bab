package dev.podium.model.train;

/**
 * One forward pass over candidates, open for a gradient to come back.
 *
 * <p>Holds what the model needs for that, often much memory: close it before the next one is begun.
 *
 * @since 0.1.0
 */
public interface Pass extends AutoCloseable {

    /** The scores, [candidate], higher is better, a copy. */
    double[] scores();

    /** How many scores. */
    default int size() {
        return scores().length;
    }

    /**
     * Adds to the gradient of every trained weight, on top of what earlier passes left there.
     *
     * @param gradient of the loss with respect to each score, [candidate]
     * @throws IllegalStateException if the pass was made to score, or went backward before
     */
    void backward(double[] gradient);

    /** Frees what was kept; a second time does nothing. */
    @Override
    void close();
}
