package dev.podium.train.loss;

import java.util.Arrays;

/**
 * How much each item of a list counts in a gradient, whatever direction it is pulled in.
 *
 * <p>A loss's gradient says two things of an item: where to, and how hard. A weight changes the second and leaves the first. It counts as
 * constant: nothing is differentiated through it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ItemWeight {

    /**
     * The weights of one list.
     *
     * @param scores as the loss gets them
     * @param targets as the loss gets them
     * @return [item], at least 0 and finite; an item is one score, unless the loss says otherwise
     */
    double[] of(double[] scores, double[] targets);

    /**
     * The weights of several lists that were scored end to end, list by list; for weights of which an item is one score.
     *
     * @param sizes scores of each list
     */
    default ItemWeight over(int... sizes) {
        int[] own = sizes.clone();
        return (scores, targets) -> {
            double[] weights = new double[scores.length];
            int from = 0;
            for (int size : own) {
                double[] list = of(
                        Arrays.copyOfRange(scores, from, from + size), Arrays.copyOfRange(targets, from, from + size));
                Checked.weights(list, size);
                Checked.add(weights, 1, list, from);
                from += size;
            }
            return weights;
        };
    }
}
