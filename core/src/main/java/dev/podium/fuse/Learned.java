package dev.podium.fuse;

import java.util.List;

/** The numbers a trained fusion holds: for each list, some in order of rank. */
final class Learned {

    private Learned() {}

    static List<List<Double>> finite(String method, List<List<Double>> numbers) {
        return within(-Double.MAX_VALUE, Double.MAX_VALUE, "finite", method, numbers);
    }

    static List<List<Double>> probabilities(String method, List<List<Double>> numbers) {
        return within(0, 1, "a probability in [0, 1]", method, numbers);
    }

    private static List<List<Double>> within(
            double lowest, double highest, String law, String method, List<List<Double>> numbers) {
        for (List<Double> ofList : numbers) {
            for (double number : ofList) {
                if (!(number >= lowest && number <= highest)) {
                    throw new IllegalArgumentException("The number %s of %s must be %s.\nMaybe make it by %s.fit."
                            .formatted(number, method, law, method));
                }
            }
        }
        return numbers.stream().map(List::copyOf).toList();
    }

    /** {@link Union} by rank, of as many lists as were learned from. */
    static void requireLists(Object method, int learned, Union union) {
        if (learned != union.lists()) {
            throw new IllegalArgumentException(
                    "There are %d rankings to be fused by %s, which learned from %d.\nMaybe fit it anew, or give the same systems in the same order."
                            .formatted(union.lists(), method, learned));
        }
    }

    /** The number at an index, or 0 beyond what was seen in training. */
    static double at(List<Double> numbers, int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }
}
