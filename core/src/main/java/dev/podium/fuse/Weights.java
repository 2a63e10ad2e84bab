package dev.podium.fuse;

import java.util.Arrays;
import java.util.List;

/** How much each list counts. */
final class Weights {

    private Weights() {}

    static List<Double> checked(List<Double> weights) {
        for (double weight : weights) {
            if (!Double.isFinite(weight)) {
                throw new IllegalArgumentException(
                        "The weight %s of a list must be a finite number.\nMaybe 1.".formatted(weight));
            }
        }
        return List.copyOf(weights);
    }

    /** [list]; 1 each where none were given. */
    static double[] of(Object method, List<Double> weights, int lists) {
        double[] each = new double[lists];
        if (weights.isEmpty()) {
            Arrays.fill(each, 1);
            return each;
        }
        if (weights.size() != lists) {
            throw new IllegalArgumentException(
                    "There are %d rankings to be fused by %s, which has %d weights.\nMaybe give one weight a ranking, in their order."
                            .formatted(lists, method, weights.size()));
        }
        Arrays.setAll(each, weights::get);
        return each;
    }

    /** {@code wsum(weights=[0.7, 0.3])}; no weights print as none. */
    static String named(String name, List<Double> weights) {
        return weights.isEmpty() ? name : name + "(weights=" + weights + ")";
    }
}
