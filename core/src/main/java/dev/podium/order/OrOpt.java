package dev.podium.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A good path for many nodes, with a bound on how much better another could be.
 *
 * <p>Begins with the nodes sorted by what leaving them gains less what reaching them gains, which a consistent judge makes
 * the right order, then moves segments of up to three nodes to better places (Or-opt) until none is better. Steps are
 * directed, so segments are never reversed. The bound lets every node but one have its best successor, and every node but
 * one its best predecessor, whichever is less.
 *
 * <p>Source: Or, "Traveling Salesman-Type Combinatorial Problems", 1976.
 *
 * @since 0.1.0
 */
public record OrOpt() implements TourSolver {

    private static final int LONGEST_SEGMENT = 3;
    private static final double LEAST = 1e-12; // less than this is rounding, and could move for ever

    @Override
    public Solution solve(double[][] gain) {
        int n = gain.length;
        int[] path = start(gain);
        boolean better = true;
        while (better) {
            better = false;
            for (int length = 1; length <= Math.min(LONGEST_SEGMENT, n - 1); length++) {
                for (int from = 0; from + length <= n; from++) {
                    better |= moveToBestPlace(gain, path, from, length);
                }
            }
        }
        double gained = 0;
        for (int i = 1; i < n; i++) {
            gained += gain[path[i - 1]][path[i]];
        }
        return new Solution(Arrays.stream(path).boxed().toList(), gained, Math.max(gained, bound(gain)));
    }

    private static int[] start(double[][] gain) {
        int n = gain.length;
        double[] lead = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    lead[i] += gain[i][j] - gain[j][i];
                }
            }
        }
        List<Integer> nodes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            nodes.add(i);
        }
        nodes.sort((a, b) -> Double.compare(lead[b], lead[a]));
        return nodes.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean moveToBestPlace(double[][] gain, int[] path, int from, int length) {
        int n = path.length;
        int to = from + length;
        int first = path[from];
        int last = path[to - 1];
        double removed = step(gain, path, from - 1, from) + step(gain, path, to - 1, to);
        double closed = from > 0 && to < n ? gain[path[from - 1]][path[to]] : 0;
        double most = LEAST;
        int place = -1;
        for (int before = -1; before < n; before++) { // the segment is put behind the node at this index
            if (before >= from - 1 && before < to) {
                continue;
            }
            int after = before + 1;
            double opened = before >= 0 && after < n ? gain[path[before]][path[after]] : 0;
            double joined = (before >= 0 ? gain[path[before]][first] : 0) + (after < n ? gain[last][path[after]] : 0);
            double change = closed - removed + joined - opened;
            if (change > most) {
                most = change;
                place = before;
            }
        }
        if (most == LEAST) {
            return false;
        }
        move(path, from, length, place);
        return true;
    }

    private static double step(double[][] gain, int[] path, int i, int j) {
        return i >= 0 && j < path.length ? gain[path[i]][path[j]] : 0;
    }

    private static void move(int[] path, int from, int length, int before) {
        int[] segment = Arrays.copyOfRange(path, from, from + length);
        if (before < from) {
            System.arraycopy(path, before + 1, path, before + 1 + length, from - before - 1);
            System.arraycopy(segment, 0, path, before + 1, length);
        } else {
            System.arraycopy(path, from + length, path, from, before + 1 - from - length);
            System.arraycopy(segment, 0, path, before + 1 - length, length);
        }
    }

    private static double bound(double[][] gain) {
        int n = gain.length;
        if (n < 2) {
            return 0;
        }
        double[] out = new double[n];
        double[] in = new double[n];
        Arrays.fill(out, Double.NEGATIVE_INFINITY);
        Arrays.fill(in, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    out[i] = Math.max(out[i], gain[i][j]);
                    in[j] = Math.max(in[j], gain[i][j]);
                }
            }
        }
        return Math.min(
                Arrays.stream(out).sum() - Arrays.stream(out).min().orElse(0),
                Arrays.stream(in).sum() - Arrays.stream(in).min().orElse(0));
    }
}
