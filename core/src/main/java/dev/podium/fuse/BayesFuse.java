package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * BayesFuse: the sum over the lists of the log odds that what a system puts at this rank is relevant.
 *
 * <p>Naive Bayes: systems are taken to err independently. The odds are learned for the ranks 1-5, 6-10, 11-15, 16-20, 21-30,
 * 31-100, 101-200, 201-500 and 501-1000. A list that lacks a candidate, or has it deeper, adds the log odds of 1 in 1,000.
 * Looks at ranks only, so lists of any scale may be fused.
 *
 * <p>Source: Aslam and Montague, "Models for Metasearch", SIGIR 2001; ranks in bins and the floor as in ranx.
 *
 * @param logOdds [list][bin], natural logarithms, one each for the nine bins
 * @since 0.1.0
 */
public record BayesFuse(List<List<Double>> logOdds) implements Fusion {
    public BayesFuse {
        logOdds = Learned.finite("BayesFuse", logOdds);
        for (List<Double> ofList : logOdds) {
            if (ofList.size() != ENDS.size()) {
                throw new IllegalArgumentException("BayesFuse needs the odds of %d bins of ranks for each list, not %d."
                        .formatted(ENDS.size(), ofList.size()));
            }
        }
    }

    private static final List<Integer> ENDS = List.of(5, 10, 15, 20, 30, 100, 200, 500, 1000);

    /** Nothing is impossible and nothing certain: where training saw none, or nothing else, this much is granted. */
    private static final double LEAST = 0.001;

    private static final double FLOOR = logOdds(0);

    /**
     * Averages, over the training queries, how much of each bin is relevant.
     *
     * <p>A list that ends within a bin counts as if nothing relevant followed.
     */
    public static BayesFuse fit(List<Run> runs, Qrels qrels) {
        RelevantPlaces.requireTraining(runs, qrels);
        List<List<Double>> all = new ArrayList<>();
        for (Run run : runs) {
            List<boolean[]> lists = RelevantPlaces.of(run, qrels);
            List<Double> ofRun = new ArrayList<>();
            int from = 0;
            for (int to : ENDS) {
                ofRun.add(logOdds(RelevantPlaces.meanPrecision(lists, from, to)));
                from = to;
            }
            all.add(ofRun);
        }
        return new BayesFuse(all);
    }

    private static double logOdds(double precision) {
        double relevant = precision == 0 ? LEAST : precision;
        double other = relevant == 1 ? LEAST : 1 - relevant;
        return Math.log(relevant / other);
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byRank(rankings);
        Learned.requireLists(this, logOdds.size(), union);
        return union.ranked(candidate -> Union.sum(union.all(candidate, (list, rank, _) -> odds(list, rank))));
    }

    @Override
    public String toString() {
        return "bayesfuse(lists=" + logOdds.size() + ")";
    }

    private double odds(int list, int rank) {
        for (int bin = 0; rank > 0 && bin < ENDS.size(); bin++) {
            if (rank <= ENDS.get(bin)) {
                return logOdds.get(list).get(bin);
            }
        }
        return FLOOR;
    }
}
