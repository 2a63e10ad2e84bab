package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * The weighted sum of scores, each list brought to mean 0 and standard deviation 1 first.
 *
 * <p>A candidate that a list lacks gets that list's lowest value; a list whose scores are all equal says nothing and adds
 * 0. Blends a reranker with the stage before it: {@link WithStageBefore}.
 *
 * <p>Source: ZMUV normalisation, Montague and Aslam, "Relevance Score Normalization for Metasearch", CIKM 2001, with the
 * sum of Fox and Shaw, "Combination of Multiple Searches", TREC-2, 1994.
 *
 * @param weights one a list, in their order, finite; empty for 1 each
 * @since 0.1.0
 */
public record ZScoreSum(List<Double> weights) implements Fusion {
    public ZScoreSum {
        weights = Weights.checked(weights);
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        List<Ranking> normalised = new ZmuvNorm().normalise(rankings);
        Union union = Union.byScore(normalised);
        double[] weight = Weights.of(this, weights, union.lists());
        double[] lowest = normalised.stream()
                .mapToDouble(list -> list.isEmpty() ? 0 : list.hits().getLast().score())
                .toArray();
        return union.ranked(candidate -> Union.sum(
                union.all(candidate, (list, rank, score) -> weight[list] * (rank == 0 ? lowest[list] : score))));
    }

    @Override
    public String toString() {
        return Weights.named("zscore", weights);
    }
}
