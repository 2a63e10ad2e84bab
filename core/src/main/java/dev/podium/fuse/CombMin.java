package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * CombMIN: the lowest score among the lists that hold a candidate.
 *
 * <p>Compares scores of different lists: compose a {@link Normalisation} unless they share a scale. A list that lacks the
 * candidate has no say.
 *
 * <p>Source: Fox and Shaw, "Combination of Multiple Searches", TREC-2, NIST SP 500-215, 1994.
 *
 * @since 0.1.0
 */
public record CombMin() implements Fusion {
    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byScore(rankings);
        return union.ranked(candidate -> union.held(candidate)[0]);
    }

    @Override
    public String toString() {
        return "combmin";
    }
}
