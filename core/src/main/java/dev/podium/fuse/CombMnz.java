package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * CombMNZ: the sum of the scores, times the number of lists that hold the candidate ("multiply by non-zero").
 *
 * <p>Rewards overlap. With negative scores the reward turns into a punishment: compose a {@link Normalisation} that maps to
 * 0 and above, such as {@link MinMaxNorm}.
 *
 * <p>Source: Fox and Shaw, "Combination of Multiple Searches", TREC-2, NIST SP 500-215, 1994.
 *
 * @since 0.1.0
 */
public record CombMnz() implements Fusion {
    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byScore(rankings);
        return union.ranked(candidate -> {
            double[] scores = union.held(candidate);
            return Union.sum(scores) * scores.length;
        });
    }

    @Override
    public String toString() {
        return "combmnz";
    }
}
