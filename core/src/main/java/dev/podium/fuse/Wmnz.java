package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * WMNZ: the sum of the scores, times the sum of the weights of the lists that hold the candidate.
 *
 * <p>With equal weights it orders as {@link CombMnz} does. Wants scores of 0 and above, as CombMNZ does.
 *
 * <p>Source: Wu and Crestani, "Data Fusion with Estimated Weights", CIKM 2002, in ranx's form: only the factor is weighted.
 *
 * @param weights one a list, in their order, finite; empty for 1 each
 * @since 0.1.0
 */
public record Wmnz(List<Double> weights) implements Fusion {
    public Wmnz {
        weights = Weights.checked(weights);
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byScore(rankings);
        double[] weight = Weights.of(this, weights, union.lists());
        return union.ranked(candidate ->
                Union.sum(union.held(candidate)) * Union.sum(union.held(candidate, (list, _, _) -> weight[list])));
    }

    @Override
    public String toString() {
        return Weights.named("wmnz", weights);
    }
}
