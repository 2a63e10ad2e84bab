package dev.podium.order;

import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;

/**
 * The best path, exactly, by dynamic programming over sets of visited nodes.
 *
 * <p>Takes {@code n^2 2^n} steps and {@code 12 n 2^n} bytes: 16 nodes need 12 MiB and some milliseconds, which is why 16 is
 * the most it takes. Of equal paths it finds the one whose later nodes come later in the list, so ties keep the order.
 *
 * <p>Source: Held and Karp, "A Dynamic Programming Approach to Sequencing Problems", 1962.
 *
 * @since 0.1.0
 */
public record HeldKarp() implements TourSolver {

    /** The most nodes it takes. */
    public static final int LARGEST = 16;

    @Override
    public Solution solve(double[][] gain) {
        int n = gain.length;
        if (n > LARGEST) {
            throw new IllegalArgumentException(
                    "The exact solver takes at most %d nodes, not %d: its memory doubles with each.\nMaybe TourSolver.exactOrHeuristic()."
                            .formatted(LARGEST, n));
        }
        if (n == 0) {
            return new Solution(List.of(), 0, 0);
        }
        int sets = 1 << n;
        double[] best = new double[sets * n]; // [set][last], the most gained on a path over the set ending in last
        int[] before = new int[sets * n];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        Arrays.fill(before, -1);
        for (int i = 0; i < n; i++) {
            best[(1 << i) * n + i] = 0;
        }
        for (int set = 1; set < sets; set++) {
            for (int last = 0; last < n; last++) {
                double reached = best[set * n + last];
                if (reached == Double.NEGATIVE_INFINITY) {
                    continue;
                }
                for (int next = 0; next < n; next++) {
                    if ((set >> next & 1) == 0) {
                        int at = (set | 1 << next) * n + next;
                        double gained = reached + gain[last][next];
                        if (gained >= best[at]) { // of equal ways the one through the later node: ties keep the order
                            best[at] = gained;
                            before[at] = last;
                        }
                    }
                }
            }
        }
        return path(best, before, n);
    }

    private static Solution path(double[] best, int[] before, int n) {
        int all = (1 << n) - 1;
        int end = 0;
        for (int last = 1; last < n; last++) {
            if (best[all * n + last] >= best[all * n + end]) {
                end = last;
            }
        }
        double gain = best[all * n + end];
        LinkedList<Integer> path = new LinkedList<>();
        int set = all;
        for (int node = end; node >= 0; ) {
            path.addFirst(node);
            int previous = before[set * n + node];
            set &= ~(1 << node);
            node = previous;
        }
        return new Solution(path, gain, gain);
    }
}
