package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.metric.AveragePrecision;
import dev.podium.metric.Evaluation;
import dev.podium.metric.Metric;
import java.util.List;

/**
 * MAPFuse: the sum of each list's mean average precision over its rank, {@code MAP / rank}.
 *
 * <p>Looks at ranks only, so lists of any scale may be fused.
 *
 * <p>Source: Lillis, Zhang, Toolan, Collier, Leonard, Dunnion, "Estimating Probabilities for Effective Data Fusion", SIGIR
 * 2010.
 *
 * @param averagePrecisions mean average precision of each system on the training queries, in 0..1
 * @since 0.1.0
 */
public record MapFuse(List<Double> averagePrecisions) implements Fusion {
    public MapFuse {
        averagePrecisions =
                Learned.probabilities("MapFuse", List.of(averagePrecisions)).getFirst();
    }

    /**
     * Measures each system.
     *
     * @param qrels of the training queries; one that a run lacks counts as 0
     */
    public static MapFuse fit(List<Run> runs, Qrels qrels) {
        RelevantPlaces.requireTraining(runs, qrels);
        Metric ap = new AveragePrecision(1, 0);
        Evaluation.Options complete = new Evaluation.Options(true, false, 0, false);
        return new MapFuse(runs.stream()
                .map(run -> Evaluation.of(run, qrels, List.of(ap), complete).of(ap))
                .toList());
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byRank(rankings);
        Learned.requireLists(this, averagePrecisions.size(), union);
        return union.ranked(
                candidate -> Union.sum(union.held(candidate, (list, rank, _) -> averagePrecisions.get(list) / rank)));
    }

    @Override
    public String toString() {
        return "mapfuse(map=" + averagePrecisions + ")";
    }
}
