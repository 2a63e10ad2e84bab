package dev.podium.train.loss;

import dev.podium.order.TourSolver;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A matrix of steps as a whole: does the right path beat every other, by a margin?
 *
 * <p>Scores are what each step from one candidate to another is worth, [from][to], row after row, n times n for n candidates; so are the
 * targets, 1 where the one follows the other in the right order. Every wrong step is given one more, the solver looks for the path that is
 * then worth most, and the loss is what that path has more than the right one, over n. It pulls down the steps of the path that was found
 * and up those of the right one; steps of both stay. One term a list of two candidates or more; with {@link #over} the sizes are squares.
 *
 * <pre>{@code
 * double[] targets = TourMargin.steps(new double[] {0, 2, 1});    // 1, then 2, then 0
 * double loss = new TourMargin().at(scores, targets, gradient);   // scores[from * 3 + to]
 * }</pre>
 *
 * <p>Source: TSPRank, arXiv 2411.12064, the global loss; structured margins as in Tsochantaridis et al., JMLR 2005. Departs from its code
 * in that the scores are not changed on the way. Where a heuristic solver finds less than the right path is worth, that one is the best
 * known: the loss is 0.
 *
 * @param solver finds the path; the exact one up to 16 candidates
 * @since 0.1.0
 */
public record TourMargin(TourSolver solver) implements ListLoss {

    /** Checks. */
    public TourMargin {
        Objects.requireNonNull(solver, "solver");
    }

    /** Exact where it can be. */
    public TourMargin() {
        this(TourSolver.exactOrHeuristic());
    }

    /**
     * The targets of a list in which better candidates come first.
     *
     * @param grades [candidate]; equal ones stay in the order of the list, since a path has one order
     * @return [from][to], row after row: 1 where the one follows the other
     */
    public static double[] steps(double... grades) {
        Checked.ordered(grades);
        int n = grades.length;
        List<Integer> order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> grades[i]).reversed())
                .toList();
        double[] steps = new double[n * n];
        for (int place = 1; place < n; place++) {
            steps[order.get(place - 1) * n + order.get(place)] = 1;
        }
        return steps;
    }

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        Steps right = Steps.of(targets);
        int n = right.size();
        if (n < 2) {
            return 0;
        }
        double[][] gain = new double[n][n];
        double rights = 0;
        for (int from = 0; from < n; from++) {
            for (int to = 0; to < n; to++) {
                gain[from][to] = scores[from * n + to] + 1 - targets[from * n + to];
            }
            int to = right.next()[from];
            rights += to == Steps.NONE ? 0 : gain[from][to];
        }
        List<Integer> path = solver.solve(gain).path();
        double found = 0;
        for (int place = 1; place < n; place++) {
            found += gain[path.get(place - 1)][path.get(place)];
        }
        if (found <= rights) {
            return 0;
        }
        for (int place = 1; place < n; place++) {
            gradient[path.get(place - 1) * n + path.get(place)] += 1.0 / n;
        }
        for (int from = 0; from < n; from++) {
            int to = right.next()[from];
            if (to != Steps.NONE) {
                gradient[from * n + to] -= 1.0 / n;
            }
        }
        return (found - rights) / n;
    }

    @Override
    public int terms(double[] targets) {
        return Steps.of(targets).size() > 1 ? 1 : 0;
    }
}
