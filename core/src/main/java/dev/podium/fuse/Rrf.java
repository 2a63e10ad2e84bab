package dev.podium.fuse;

import dev.podium.Candidate;
import dev.podium.Fusion;
import dev.podium.Ranking;
import dev.podium.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reciprocal rank fusion: every list adds {@code 1 / (k + rank)} to each of its candidates.
 *
 * <p>Looks at ranks only, so lists of any {@link Scale} may be fused. Equal sums keep the order of first appearance, the
 * first list before the second.
 *
 * <p>Source: Cormack, Clarke, Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning
 * Methods", SIGIR 2009.
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
        Map<String, Candidate> union = new LinkedHashMap<>();
        Map<String, Double> sums = new LinkedHashMap<>();
        for (Ranking ranking : rankings) {
            int rank = 1;
            for (Candidate candidate : ranking.candidates()) {
                union.putIfAbsent(candidate.id(), candidate);
                sums.merge(candidate.id(), 1.0 / (k + rank++), Double::sum);
            }
        }
        return Ranking.byScore(
                rankings.getFirst().query(),
                new ArrayList<>(union.values()),
                sums.values().stream().mapToDouble(Double::doubleValue).toArray(),
                Scale.REAL);
    }

    @Override
    public String toString() {
        return "rrf(k=" + k + ")";
    }
}
