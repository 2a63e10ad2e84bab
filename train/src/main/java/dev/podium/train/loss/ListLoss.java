package dev.podium.train.loss;

/**
 * How wrong the scores of a list are, and how each would have to move.
 *
 * <p>A loss is a mean over its terms, whatever it counts: candidates, pairs of candidates, lists. That is what {@link #over} needs to
 * know to put several lists together. A list without a term (no relevant candidate, no pair of unequal targets) has the loss 0, and pulls
 * at nothing.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ListLoss {

    /**
     * The loss of one list.
     *
     * @param scores [candidate], finite; a loss of steps or of words says what it has in place of candidates
     * @param targets [candidate], what the loss makes of them: labels, grades, a teacher's scores
     * @param gradient [candidate]; the derivative of the loss by each score is added
     * @return the loss, at least 0
     * @throws IllegalArgumentException if the lengths differ, or a target is none that this loss knows
     */
    double at(double[] scores, double[] targets, double[] gradient);

    /** How many terms it is the mean of; one a list unless it says otherwise. */
    default int terms(double[] targets) {
        return 1;
    }

    /**
     * This loss, times a number.
     *
     * @param weight finite
     */
    default ListLoss times(double weight) {
        return new Scaled(this, weight);
    }

    /**
     * This loss with a gradient that is as strong at each score as something else says; its value, to look at, stays.
     *
     * @param weight taken times the slope by each score
     */
    default ListLoss weighing(ItemWeight weight) {
        return new Reweighted(this, weight);
    }

    /**
     * This loss and another's, added.
     *
     * @param weight of the other
     */
    default ListLoss plus(double weight, ListLoss other) {
        return new Sum(this, weight, other);
    }

    /**
     * The mean over the terms of several lists that were scored end to end, as they come out of one pass.
     *
     * @param sizes candidates of each list
     */
    default ListLoss over(int... sizes) {
        return new Lists(this, sizes);
    }
}
