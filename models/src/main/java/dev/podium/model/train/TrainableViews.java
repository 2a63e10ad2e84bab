package dev.podium.model.train;

import dev.podium.Slate;
import java.util.List;

/**
 * A scorer of lists by views, whose scores and anchors can be pulled at: MVP.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TrainableViews {

    /**
     * One forward pass, open for both gradients to come back.
     *
     * @since 0.1.0
     */
    interface ViewsPass extends Pass {

        /** The anchor of each view of each list, [list * views + view][dimension], a copy. */
        float[][] anchors();

        /**
         * Adds to the gradient of every trained weight.
         *
         * @param ofScores gradient of the loss by each score, [candidate]
         * @param ofAnchors gradient of the loss by each number of each anchor, as {@link #anchors}
         * @throws IllegalStateException if the pass was made to score, or went backward before
         */
        void backward(double[] ofScores, float[][] ofAnchors);
    }

    /**
     * Scores the candidates of several lists in one pass.
     *
     * @param slates with at least one candidate each; their candidates are scored end to end
     * @param mode what it is for
     * @return to be closed by the caller
     */
    ViewsPass forward(List<Slate> slates, Mode mode);
}
