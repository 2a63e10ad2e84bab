package dev.podium.train.loss;

import java.util.Arrays;

/** A path through the candidates of a list, read from a matrix of which follows which. */
record Steps(int[] next) {

    static final int NONE = -1;

    /**
     * The path in a list's targets.
     *
     * @param targets [from][to], row after row: 1 where the one follows the other, else 0
     */
    static Steps of(double[] targets) {
        int n = (int) Math.round(Math.sqrt(targets.length));
        if (n * n != targets.length) {
            throw new IllegalArgumentException(
                    "The targets (%d) must be a square: for n candidates n times n steps.\nMaybe TourMargin.steps(grades)."
                            .formatted(targets.length));
        }
        int[] next = new int[n];
        int[] before = new int[n];
        Arrays.fill(next, NONE);
        Arrays.fill(before, NONE);
        for (int from = 0; from < n; from++) {
            for (int to = 0; to < n; to++) {
                double target = targets[from * n + to];
                if (target != 0 && target != 1) {
                    throw new IllegalArgumentException(
                            "The target of the step from %d to %d (%s) must be 1 where it is taken and 0 where not.\nMaybe TourMargin.steps(grades)."
                                    .formatted(from, to, target));
                }
                if (target == 1) {
                    if (next[from] != NONE || before[to] != NONE) {
                        throw notAPath(n);
                    }
                    next[from] = to;
                    before[to] = from;
                }
            }
        }
        visitsAll(next, before);
        return new Steps(next);
    }

    /** Follows the path from where it begins: what does not lie on it goes round in a circle. */
    private static void visitsAll(int[] next, int[] before) {
        int n = next.length;
        int visited = 0;
        for (int from = 0; from < n; from++) {
            if (before[from] == NONE) {
                if (visited > 0) {
                    throw notAPath(n);
                }
                for (int at = from; at != NONE; at = next[at]) {
                    visited++;
                }
            }
        }
        if (visited != n) {
            throw notAPath(n);
        }
    }

    private static IllegalArgumentException notAPath(int n) {
        return new IllegalArgumentException(
                "The targets must be one path through all %d candidates, each with one before it and one after it, save the first and the last.\nMaybe TourMargin.steps(grades)."
                        .formatted(n));
    }

    int size() {
        return next.length;
    }
}
