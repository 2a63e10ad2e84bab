package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * SegFuse: each list adds the probability of relevance in the candidate's segment, times its score plus 1.
 *
 * <p>Segments grow with depth: they end after rank 5, 15, 35, 75 and so on ({@code 10 * 2^(k-1) - 5}), ten in all; what
 * stands deeper than 5,115 adds 0. Computes with scores: compose {@link MinMaxNorm}, as the paper does.
 *
 * <p>Source: Shokouhi, "Segmentation of Search Engine Results for Effective Data-Fusion", ECIR 2007; the formula is read as
 * where a segment ends, as in ranx.
 *
 * @param probabilities [list][segment], in 0..1, at most ten segments
 * @since 0.1.0
 */
public record SegFuse(List<List<Double>> probabilities) implements Fusion {
    public SegFuse {
        probabilities = Learned.probabilities("SegFuse", probabilities);
        for (List<Double> ofList : probabilities) {
            if (ofList.size() > SEGMENTS) {
                throw new IllegalArgumentException(
                        "SegFuse has at most %d segments, but one list has %d.".formatted(SEGMENTS, ofList.size()));
            }
        }
    }

    private static final int SEGMENTS = 10;

    /**
     * Averages, over the training queries, how much of each segment is relevant.
     *
     * <p>A list that ends within a segment counts as if nothing relevant followed.
     */
    public static SegFuse fit(List<Run> runs, Qrels qrels) {
        RelevantPlaces.requireTraining(runs, qrels);
        List<List<Double>> all = new ArrayList<>();
        for (Run run : runs) {
            List<boolean[]> lists = RelevantPlaces.of(run, qrels);
            List<Double> ofRun = new ArrayList<>();
            for (int k = 0; k < SEGMENTS; k++) {
                ofRun.add(RelevantPlaces.meanPrecision(lists, end(k), end(k + 1)));
            }
            all.add(ofRun);
        }
        return new SegFuse(all);
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byScore(rankings);
        Learned.requireLists(this, probabilities.size(), union);
        return union.ranked(candidate -> Union.sum(union.held(
                candidate, (list, rank, score) -> Learned.at(probabilities.get(list), segment(rank)) * (score + 1))));
    }

    @Override
    public String toString() {
        return "segfuse(lists=" + probabilities.size() + ")";
    }

    /** The rank that ends the k-th segment, from 1; 0 ends at the top. */
    private static int end(int k) {
        return k == 0 ? 0 : 10 * (1 << (k - 1)) - 5;
    }

    /** The segment of a rank, from 0. */
    private static int segment(int rank) {
        int k = 0;
        while (k < SEGMENTS && end(k + 1) < rank) {
            k++;
        }
        return k;
    }
}
