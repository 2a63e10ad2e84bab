package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * CombSUM: the sum of the scores of the lists that hold a candidate.
 *
 * <p>Scores of different lists are added as they are: compose a {@link Normalisation} unless they share a scale.
 *
 * <p>Source: Fox and Shaw, "Combination of Multiple Searches", TREC-2, NIST SP 500-215, 1994.
 *
 * @since 0.1.0
 */
public record CombSum() implements Fusion {
    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byScore(rankings);
        return union.ranked(candidate -> Union.sum(union.held(candidate)));
    }

    @Override
    public String toString() {
        return "combsum";
    }
}
