package dev.podium.train.vectors;

import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.order.TourSolver;
import java.util.List;
import java.util.function.Function;

/**
 * Scores a list by the path through it that the forms find worth most: the first on the path gets the most.
 *
 * <p>A score says the place alone, and depends on the whole list and on the order that it comes in.
 *
 * @param forms say what a step is worth
 * @param vectors of a list's candidates, [candidate][dimension]
 * @param solver finds the path
 * @since 0.1.0
 */
public record TourScorer(TourForms forms, Function<Slate, float[][]> vectors, TourSolver solver) implements Scorer {

    @Override
    public double[] score(Slate slate) {
        int n = slate.size();
        double[] scores = new double[n];
        if (n < 2) {
            return scores;
        }
        double[] worth = forms.steps(vectors.apply(slate)).scores();
        double[][] gain = new double[n][n];
        for (int from = 0; from < n; from++) {
            System.arraycopy(worth, from * n, gain[from], 0, n);
        }
        List<Integer> path = solver.solve(gain).path();
        for (int place = 0; place < n; place++) {
            scores[path.get(place)] = n - 1.0 - place;
        }
        return scores;
    }

    @Override
    public Scale scale() {
        return Scale.ORDINAL;
    }
}
