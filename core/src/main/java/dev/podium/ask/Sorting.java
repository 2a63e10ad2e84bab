package dev.podium.ask;

import java.util.Arrays;
import java.util.Comparator;

/** Index sorts that keep ties as they stood. */
final class Sorting {

    private Sorting() {}

    static int[] descending(double[] scores) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        // == first: Double.compare tells 0.0 from -0.0 and would break a tie that is one
        Comparator<Integer> bestFirst = (a, b) -> scores[a] == scores[b] ? 0 : Double.compare(scores[b], scores[a]);
        Arrays.sort(order, bestFirst);
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }
}
