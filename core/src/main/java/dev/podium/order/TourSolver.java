package dev.podium.order;

import java.util.List;

/**
 * Finds a path of large gain that visits every node once.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TourSolver {

    /**
     * Solves.
     *
     * @param gain [from][to], what a step is worth; square and finite, the diagonal is not read
     */
    Solution solve(double[][] gain);

    /**
     * A path and how good it is known to be.
     *
     * @param path every node once
     * @param gain sum over its steps
     * @param bound no path gains more; equal to {@code gain} where the path is proved best
     */
    record Solution(List<Integer> path, double gain, double bound) {
        public Solution {
            path = List.copyOf(path);
        }

        /** How much better another path could be, at most. */
        public double gap() {
            return Math.max(bound - gain, 0);
        }
    }

    /** The exact solver up to {@value HeldKarp#LARGEST} nodes, the heuristic beyond. */
    static TourSolver exactOrHeuristic() {
        TourSolver exact = new HeldKarp();
        TourSolver heuristic = new OrOpt();
        return gain -> (gain.length <= HeldKarp.LARGEST ? exact : heuristic).solve(gain);
    }
}
