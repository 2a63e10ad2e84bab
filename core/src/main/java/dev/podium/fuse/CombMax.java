package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * CombMAX: the highest score that any list gave.
 *
 * <p>Compares scores of different lists: compose a {@link Normalisation} unless they share a scale.
 *
 * <p>Source: Fox and Shaw, "Combination of Multiple Searches", TREC-2, NIST SP 500-215, 1994.
 *
 * @since 0.1.0
 */
public record CombMax() implements Fusion {
    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byScore(rankings);
        return union.ranked(candidate -> {
            double[] rising = union.held(candidate);
            return rising[rising.length - 1];
        });
    }

    @Override
    public String toString() {
        return "combmax";
    }
}
