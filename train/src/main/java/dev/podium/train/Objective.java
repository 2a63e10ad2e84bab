package dev.podium.train;

/**
 * What a model is to learn, a step at a time: forward, loss, backward.
 *
 * <p>An objective knows its examples, its model's read-out and its loss; it leaves gradients in the model and moves nothing. What a step
 * learns from is a function of its number alone, so that a run can go on anywhere. They add up: {@code first.plus(second)} is multi-task
 * training, and so is taking turns.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Objective {

    /**
     * Learns: adds the gradient of a step's loss to the model's weights.
     *
     * @param step from 0
     * @return the loss
     */
    double learn(long step);

    /** Both at every step: the gradients and the losses add up. */
    default Objective plus(Objective other) {
        return step -> learn(step) + other.learn(step);
    }

    /** The one and the other in turn, this one at even steps. */
    default Objective inTurnWith(Objective other) {
        return step -> step % 2 == 0 ? learn(step / 2) : other.learn(step / 2);
    }
}
