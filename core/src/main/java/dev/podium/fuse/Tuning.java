package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Qrels;
import dev.podium.Run;
import dev.podium.metric.Evaluation;
import dev.podium.metric.Metric;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses a fusion's constants on training queries.
 *
 * <pre>{@code
 * List<WSum> choices = Tuning.weights(2, 0.1).stream().map(WSum::new).toList();
 * WSum best = Tuning.best(choices, List.of(bm25, dense), trainQrels, Metrics.parse("nDCG@10"));
 * }</pre>
 *
 * <p>The worth reached in training flatters: report what the chosen one reaches on queries that were kept apart.
 *
 * @since 0.1.0
 */
public final class Tuning {

    private Tuning() {}

    /**
     * The choice of the highest worth; the earliest among equals.
     *
     * @param choices at least one, the preferred first
     * @see #grid
     */
    public static <F extends Fusion> F best(List<F> choices, List<Run> runs, Qrels qrels, Metric metric) {
        List<Double> worths = grid(choices, runs, qrels, metric);
        int best = 0;
        for (int i = 1; i < worths.size(); i++) {
            best = worths.get(i) > worths.get(best) ? i : best;
        }
        return choices.get(best);
    }

    /**
     * Tries every choice.
     *
     * @param choices at least one
     * @param runs of the systems to be fused, in the order of the weights
     * @param qrels of the training queries; a query that no run has counts as an empty list
     * @return the worth of each choice, in their order
     */
    public static List<Double> grid(List<? extends Fusion> choices, List<Run> runs, Qrels qrels, Metric metric) {
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to choose from: the grid of fusions is empty.");
        }
        RelevantPlaces.requireTraining(runs, qrels);
        Evaluation.Options complete = new Evaluation.Options(true, false, 0, false);
        List<Double> worths = new ArrayList<>(choices.size());
        for (Fusion choice : choices) {
            Run fused = Fusions.fuse(choice, choice.toString(), runs);
            worths.add(Evaluation.of(fused, qrels, List.of(metric), complete).of(metric));
        }
        return worths;
    }

    /**
     * All ways to share 1 among the lists in steps.
     *
     * @param lists at least 1
     * @param step in (0, 1], a whole part of 1 such as 0.1 or 0.25
     * @return each with the sum 1, the first list's share falling
     */
    public static List<List<Double>> weights(int lists, double step) {
        long parts = Math.round(1 / step);
        if (!(step > 0 && step <= 1) || Math.abs(parts * step - 1) > 1e-9) {
            throw new IllegalArgumentException("The step (%s) must be a whole part of 1.\nMaybe 0.1.".formatted(step));
        }
        if (lists < 1) {
            throw new IllegalArgumentException("There must be at least 1 list to weigh, not %d.".formatted(lists));
        }
        List<List<Double>> all = new ArrayList<>();
        share(lists, (int) parts, (int) parts, List.of(), all);
        return List.copyOf(all);
    }

    private static void share(int lists, int left, int parts, List<Double> given, List<List<Double>> all) {
        for (int next = left; next >= (lists == 1 ? left : 0); next--) {
            List<Double> more = new ArrayList<>(given);
            more.add((double) next / parts);
            if (lists == 1) {
                all.add(List.copyOf(more));
            } else {
                share(lists - 1, left - next, parts, more, all);
            }
        }
    }
}
