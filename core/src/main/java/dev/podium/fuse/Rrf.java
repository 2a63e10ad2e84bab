package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * RRF, reciprocal rank fusion: the sum of {@code 1 / (k + rank)} over the lists that hold a candidate.
 *
 * <p>Looks at ranks only, so lists of any scale may be fused.
 *
 * <p>Source: Cormack, Clarke, Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods",
 * SIGIR 2009.
 *
 * @param k how little the very top counts more than what follows, at least 0; 60 in the paper
 * @since 0.1.0
 */
public record Rrf(int k) implements Fusion {
    public Rrf {
        if (k < 0) {
            throw new IllegalArgumentException(
                    "The constant k (%d) of RRF must be at least 0.\nMaybe 60.".formatted(k));
        }
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byRank(rankings);
        return union.ranked(candidate -> Union.sum(union.held(candidate, (_, rank, _) -> 1 / ((double) k + rank))));
    }

    @Override
    public String toString() {
        return "rrf(k=" + k + ")";
    }
}
