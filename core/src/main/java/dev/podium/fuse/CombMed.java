package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * CombMED: the median of the scores of the lists that hold a candidate; the mean of the middle two if they are even.
 *
 * <p>Compares scores of different lists: compose a {@link Normalisation} unless they share a scale.
 *
 * <p>Source: Fox and Shaw, "Combination of Multiple Searches", TREC-2, NIST SP 500-215, 1994.
 *
 * @since 0.1.0
 */
public record CombMed() implements Fusion {
    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byScore(rankings);
        return union.ranked(candidate -> {
            double[] rising = union.held(candidate);
            int middle = rising.length / 2;
            return rising.length % 2 == 1 ? rising[middle] : (rising[middle - 1] + rising[middle]) / 2;
        });
    }

    @Override
    public String toString() {
        return "combmed";
    }
}
