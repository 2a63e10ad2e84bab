package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * CombANZ: the mean score over the lists that hold a candidate ("average of non-zero").
 *
 * <p>Adds scores of different lists: compose a {@link Normalisation} unless they share a scale.
 *
 * <p>Source: Fox and Shaw, "Combination of Multiple Searches", TREC-2, NIST SP 500-215, 1994.
 *
 * @since 0.1.0
 */
public record CombAnz() implements Fusion {
    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byScore(rankings);
        return union.ranked(candidate -> {
            double[] scores = union.held(candidate);
            return Union.sum(scores) / scores.length;
        });
    }

    @Override
    public String toString() {
        return "combanz";
    }
}
