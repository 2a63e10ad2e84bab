package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * ProbFuse: each list is cut into equal segments, and adds the probability of relevance in the segment over its number.
 *
 * <p>The k-th segment, from 1, adds {@code P(k) / k}. Looks at ranks only, so lists of any scale may be fused.
 *
 * <p>Source: Lillis, Toolan, Collier, Dunnion, "ProbFuse: A Probabilistic Approach to Data Fusion", SIGIR 2006.
 *
 * @param probabilities [list][segment], in 0..1, as many segments for each list
 * @since 0.1.0
 */
public record ProbFuse(List<List<Double>> probabilities) implements Fusion {
    public ProbFuse {
        probabilities = Learned.probabilities("ProbFuse", probabilities);
        for (List<Double> ofList : probabilities) {
            if (ofList.isEmpty() || ofList.size() != probabilities.getFirst().size()) {
                throw new IllegalArgumentException(
                        "ProbFuse needs as many segments for each list, at least 1, but one has %d."
                                .formatted(ofList.size()));
            }
        }
    }

    /**
     * Averages, over the training queries, how much of each segment is relevant.
     *
     * @param segments into how many parts a list is cut, at least 1; a query whose list is too short to have a part counts
     *     as 0 there
     */
    public static ProbFuse fit(List<Run> runs, Qrels qrels, int segments) {
        if (segments < 1) {
            throw new IllegalArgumentException(
                    "The number of segments (%d) of ProbFuse must be at least 1.\nMaybe 25.".formatted(segments));
        }
        RelevantPlaces.requireTraining(runs, qrels);
        List<List<Double>> all = new ArrayList<>();
        for (Run run : runs) {
            double[] sums = new double[segments];
            List<boolean[]> lists = RelevantPlaces.of(run, qrels);
            for (boolean[] relevant : lists) {
                int length = length(relevant.length, segments);
                for (int k = 0; k < segments && k * length < relevant.length; k++) {
                    int to = Math.min((k + 1) * length, relevant.length);
                    sums[k] += (double) RelevantPlaces.count(relevant, k * length, to) / (to - k * length);
                }
            }
            all.add(Arrays.stream(sums).map(sum -> sum / lists.size()).boxed().toList());
        }
        return new ProbFuse(all);
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byRank(rankings);
        Learned.requireLists(this, probabilities.size(), union);
        int[] sizes = rankings.stream().mapToInt(Ranking::size).toArray();
        return union.ranked(candidate -> Union.sum(union.held(candidate, (list, rank, _) -> {
            List<Double> ofList = probabilities.get(list);
            int segment = (rank - 1) / length(sizes[list], ofList.size());
            return ofList.get(segment) / (segment + 1);
        })));
    }

    @Override
    public String toString() {
        return "probfuse(lists=%d, segments=%d)"
                .formatted(
                        probabilities.size(),
                        probabilities.isEmpty() ? 0 : probabilities.getFirst().size());
    }

    /** How many ranks a segment has; the last ones may be shorter or empty. */
    private static int length(int size, int segments) {
        return Math.max(Math.ceilDiv(size, segments), 1);
    }
}
