package dev.podium.model.train;

/**
 * A model that learns, asked for what it can be pulled at: {@link TrainableScorer}, {@link TrainableEmbedding} and their like.
 *
 * @since 0.1.0
 */
public interface TrainableModel extends Learner {

    /** What it was opened from, for messages and cards. */
    String name();

    /** Numbers that move, at most; of a sparse mask those that it leaves free. */
    long trained();

    /**
     * Ends a training that only tells which numbers move farthest ({@link Tuned.Sparse}): these are chosen, all are put back to where they
     * began, and from here on the chosen ones alone move. A run that is kept and resumed stays behind this.
     *
     * @return whether it must be trained once more; false for whatever needs no second training, and when it is called again: nothing
     *     has changed then
     */
    default boolean rewind() {
        return false;
    }

    /**
     * What it can be pulled at.
     *
     * @throws UnsupportedOperationException if the model has none of that, in words that say which it has
     */
    <C> C as(Class<C> capability);
}
