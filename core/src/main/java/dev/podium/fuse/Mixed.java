package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.metric.AveragePrecision;
import dev.podium.metric.Metric;
import java.util.List;

/**
 * Mixed: the weighted sum of the scores, times the square root of the number of lists that hold the candidate.
 *
 * <p>Stands between {@link WSum}, which does not reward overlap, and {@link CombMnz}. Wants scores of 0 and above, as
 * CombMNZ does.
 *
 * <p>Source: Wu and Crestani, "Data Fusion with Estimated Weights", CIKM 2002. The paper estimates the weights from how
 * the lists overlap; {@link #fit} learns them from judgments, as ranx does.
 *
 * @param weights one a list, in their order, finite; empty for 1 each
 * @since 0.1.0
 */
public record Mixed(List<Double> weights) implements Fusion {
    public Mixed {
        weights = Weights.checked(weights);
    }

    /** The weights, in steps of 0.1 with the sum 1, that reach the best mean average precision. */
    public static Mixed fit(List<Run> runs, Qrels qrels) {
        return fit(runs, qrels, new AveragePrecision(1, 0), 0.1);
    }

    /**
     * The weights with the sum 1 that reach the best value of a metric.
     *
     * @param step how fine the grid is, in (0, 1]; runs of few topics do not tell 0.1 from 0.05
     */
    public static Mixed fit(List<Run> runs, Qrels qrels, Metric metric, double step) {
        List<Mixed> choices =
                Tuning.weights(runs.size(), step).stream().map(Mixed::new).toList();
        return Tuning.best(choices, runs, qrels, metric);
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byScore(rankings);
        double[] weight = Weights.of(this, weights, union.lists());
        return union.ranked(candidate -> {
            double[] weighted = union.held(candidate, (list, _, score) -> weight[list] * score);
            return Union.sum(weighted) * Math.sqrt(weighted.length);
        });
    }

    @Override
    public String toString() {
        return Weights.named("mixed", weights);
    }
}
