package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * Weighted sum: each list's scores times its weight, added; the linear combination.
 *
 * <p>Scores of different lists are added: compose a {@link Normalisation} unless they share a scale. A list that lacks a
 * candidate adds 0, which is the lowest after {@link MinMaxNorm} but the mean after {@link ZmuvNorm}; {@link ZScoreSum}
 * adds that list's lowest instead.
 *
 * <p>Source: Vogt and Cottrell, "Fusion Via a Linear Combination of Scores", Information Retrieval 1, 1999.
 *
 * @param weights one a list, in their order, finite; empty for 1 each
 * @since 0.1.0
 */
public record WSum(List<Double> weights) implements Fusion {
    public WSum {
        weights = Weights.checked(weights);
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byScore(rankings);
        double[] weight = Weights.of(this, weights, union.lists());
        return union.ranked(candidate -> Union.sum(union.held(candidate, (list, _, score) -> weight[list] * score)));
    }

    @Override
    public String toString() {
        return Weights.named("wsum", weights);
    }
}
