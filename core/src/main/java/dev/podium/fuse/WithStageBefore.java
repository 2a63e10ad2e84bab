package dev.podium.fuse;

import dev.podium.Ranking;
import dev.podium.Reranker;
import dev.podium.Scale;
import java.util.List;
import java.util.Objects;

/**
 * A reranker whose scores are blended with those of the stage before, where that stage gave any.
 *
 * <p>The two lists are brought to mean 0 and deviation 1 and added, the stage before with its weight. A ranking that is
 * {@link Scale#ORDINAL} carries no scores, so the reranker's stand alone. A small model errs in other ways than term
 * matching; the blend is often better than either, and seldom as bad as the worse.
 *
 * @param reranker whose scores are at least {@link Scale#REAL}
 * @param weight of the stage before, 0 or more; 0 leaves the reranker alone
 * @since 0.1.0
 */
public record WithStageBefore(Reranker reranker, double weight) implements Reranker {
    public WithStageBefore {
        Objects.requireNonNull(reranker, "reranker");
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "The weight (%s) of the stage before must be a number of at least 0.\nMaybe 0.3."
                            .formatted(weight));
        }
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        Ranking alone = reranker.rerank(ranking);
        return weight == 0 || ranking.scale() == Scale.ORDINAL || ranking.isEmpty()
                ? alone
                : new ZScoreSum(List.of(1.0, weight)).fuse(List.of(alone, ranking));
    }

    @Override
    public String toString() {
        return "%s + %s before".formatted(reranker, weight);
    }
}
