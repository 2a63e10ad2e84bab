package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * PosFuse: the sum over the lists of the probability that what a system puts at this rank is relevant.
 *
 * <p>Looks at ranks only, so lists of any scale may be fused. A rank that training never saw adds 0.
 *
 * <p>Source: Lillis, Zhang, Toolan, Collier, Leonard, Dunnion, "Estimating Probabilities for Effective Data Fusion", SIGIR
 * 2010.
 *
 * @param probabilities [list][rank - 1], in 0..1
 * @since 0.1.0
 */
public record PosFuse(List<List<Double>> probabilities) implements Fusion {
    public PosFuse {
        probabilities = Learned.probabilities("PosFuse", probabilities);
    }

    /**
     * Counts for each system and rank how many of the training queries had something relevant there.
     *
     * <p>Of the queries whose list is that long: a probability deep down rests on few.
     */
    public static PosFuse fit(List<Run> runs, Qrels qrels) {
        return new PosFuse(perRank(runs, qrels));
    }

    static List<List<Double>> perRank(List<Run> runs, Qrels qrels) {
        RelevantPlaces.requireTraining(runs, qrels);
        List<List<Double>> all = new ArrayList<>();
        for (Run run : runs) {
            List<boolean[]> lists = RelevantPlaces.of(run, qrels);
            int deepest = lists.stream().mapToInt(list -> list.length).max().orElse(0);
            List<Double> ofRun = new ArrayList<>();
            for (int i = 0; i < deepest; i++) {
                int at = i;
                long relevant = lists.stream()
                        .filter(list -> at < list.length && list[at])
                        .count();
                long seen = lists.stream().filter(list -> at < list.length).count();
                ofRun.add((double) relevant / seen);
            }
            all.add(ofRun);
        }
        return all;
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byRank(rankings);
        Learned.requireLists(this, probabilities.size(), union);
        return union.ranked(candidate ->
                Union.sum(union.held(candidate, (list, rank, _) -> Learned.at(probabilities.get(list), rank - 1))));
    }

    @Override
    public String toString() {
        return "posfuse(lists=" + probabilities.size() + ")";
    }
}
