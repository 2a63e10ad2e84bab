package dev.podium.order;

import dev.podium.Ranking;
import dev.podium.ask.Comparer;
import dev.podium.ask.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The path through all candidates whose neighbours agree best with the judge: ranking as a travelling salesman's problem.
 *
 * <p>Asks about every ordered pair at once, n (n - 1) questions, and lets a solver find the path that visits each
 * candidate once with the largest sum of "this one before that one". With a perfect judge whose certainty grows with the
 * distance the exact order is not what maximises the sum; with one that is sure (1 or 0) the exact order is the one path
 * that wins every step, and the exact solver finds it.
 *
 * <p>Source: TSPRank (arXiv 2411.12064), section 3: an open path over pairwise scores.
 *
 * @param comparer asked which of two; its answers are the gains of the steps
 * @param solver finds the path
 * @since 0.1.0
 */
public record Tour(Comparer comparer, TourSolver solver) implements Order {
    public Tour {
        Objects.requireNonNull(comparer, "comparer");
        Objects.requireNonNull(solver, "solver");
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        int n = ranking.size();
        if (n < 2) {
            return ranking;
        }
        return Asking.inOrder(ranking, (ask, order) -> {
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    if (i != j) {
                        pairs.add(new Pair(i, j));
                    }
                }
            }
            double[] wins = ask.compare(comparer, pairs);
            double[][] gain = new double[n][n];
            for (int p = 0; p < pairs.size(); p++) {
                gain[pairs.get(p).first()][pairs.get(p).second()] = wins[p];
            }
            List<Integer> path = solver.solve(gain).path();
            for (int i = 0; i < n; i++) {
                order[i] = path.get(i);
            }
        });
    }

    @Override
    public Effort effort(int n) {
        long pairs = n < 2 ? 0 : (long) n * (n - 1);
        return Effort.exactly(pairs, n < 2 ? 0 : 1, 2 * pairs);
    }
}
