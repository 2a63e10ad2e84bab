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

    /** This one and another, which is told after it. */
    default TrainingWatch and(TrainingWatch other) {
        TrainingWatch one = this;
        return new TrainingWatch() {
            @Override
            public void begun(long step) {
                one.begun(step);
                other.begun(step);
            }

            @Override
            public void stepped(long step, double loss, double norm, double share) {
                one.stepped(step, loss, norm, share);
                other.stepped(step, loss, norm, share);
            }

            @Override
            public void evaluated(long step, double value, boolean best) {
                one.evaluated(step, value, best);
                other.evaluated(step, value, best);
            }
        };
    }
}
