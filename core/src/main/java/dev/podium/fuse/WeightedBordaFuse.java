package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * Weighted BordaFuse: {@link BordaFuse} with each list's points times its weight.
 *
 * <p>The paper weighs a list by its average precision on training queries: see {@link MapFuse} for those, or {@link Tuning}.
 *
 * <p>Source: Aslam and Montague, "Models for Metasearch", SIGIR 2001.
 *
 * @param weights one a list, in their order, finite; empty for 1 each
 * @since 0.1.0
 */
public record WeightedBordaFuse(List<Double> weights) implements Fusion {
    public WeightedBordaFuse {
        weights = Weights.checked(weights);
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byRank(rankings);
        double[] weight = Weights.of(this, weights, union.lists());
        int[] sizes = rankings.stream().mapToInt(Ranking::size).toArray();
        return union.ranked(candidate -> Union.sum(union.all(
                candidate, (list, rank, _) -> weight[list] * BordaFuse.points(union.size(), sizes[list], rank))));
    }

    @Override
    public String toString() {
        return Weights.named("w_bordafuse", weights);
    }
}
