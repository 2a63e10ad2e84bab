package dev.podium.train;

/**
 * Somebody who looks on while a model learns.
 *
 * @since 0.1.0
 */
public interface TrainingWatch {

    /** Nobody. */
    TrainingWatch NOBODY = new TrainingWatch() {};

    /**
     * The run begins, or goes on.
     *
     * @param step steps that are done
     */
    default void begun(long step) {}

    /**
     * A step is done.
     *
     * @param step from 1
     * @param loss before the weights moved
     * @param norm of the gradients before clipping
     * @param share of the rate
     */
    default void stepped(long step, double loss, double norm, double share) {}

    /**
     * The model was evaluated.
     *
     * @param step steps done
     * @param value higher is better
     * @param best whether it is the best so far, and was written
     */
    default void evaluated(long step, double value, boolean best) {}
}
