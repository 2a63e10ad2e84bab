package dev.podium.model.train;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Weights that move: what passes have left as gradients, a step takes.
 *
 * <p>{@link #begin}, any number of passes with their {@code backward}, {@link #step}: that is a step of training, whatever the model is and
 * whatever it learns. A run is kept between two steps and goes on bit for bit as if it had not been interrupted. It is for one thread at a
 * time.
 *
 * @since 0.1.0
 */
public interface Learner extends AutoCloseable {

    /**
     * Begins a step: what dropout drops, and any other chance, follows from its number and from nothing before it.
     *
     * @param step from 0
     */
    void begin(long step);

    /**
     * Moves the weights, and forgets their gradients.
     *
     * @param share of the learning rate, from a schedule; at least 0
     * @param clip the longest that all gradients together may be, above 0; infinite for no clipping
     * @return the norm of all gradients before clipping
     * @throws IllegalStateException if a gradient is not finite; no weight has moved then
     */
    double step(double share, double clip);

    /** Forgets the gradients without moving. */
    void forget();

    /**
     * Keeps the run in a file: weights, moments and where it is. Gradients are not kept: between two steps there are none.
     *
     * @param step how many are done
     * @throws IOException if it cannot be written; what the file held before is still there then
     */
    void keep(Path file, long step) throws IOException;

    /**
     * Puts a kept run back.
     *
     * @return how many steps are done
     * @throws IOException if it cannot be read
     */
    long resume(Path file) throws IOException;

    /**
     * Writes what has been learnt as a checkpoint that serves: weights, configuration, tokenizer; or the adapter alone, where only an
     * adapter was trained.
     *
     * @param folder made if it is not there
     * @throws IOException if it cannot be written
     */
    void write(Path folder) throws IOException;

    @Override
    void close();
}
