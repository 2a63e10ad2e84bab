package dev.podium.fuse;

import dev.podium.Ranking;
import java.util.ArrayList;
import java.util.List;

/**
 * Borda: of n candidates in all, a list's first becomes 1, its second {@code 1 - 1/n}, and so on.
 *
 * <p>Every list is extended by what it lacks, which shares the places left: {@code 1/2 - (size - 1) / 2n} each. Looks at ranks
 * only, so it makes scores of a ranking that had only an order. The points of {@link BordaFuse} over n.
 *
 * <p>Source: Renda and Straccia, "Web Metasearch: Rank vs. Score Based Rank Aggregation Methods", SAC 2003.
 *
 * @since 0.1.0
 */
public record BordaNorm() implements Normalisation {
    @Override
    public List<Ranking> normalise(List<Ranking> rankings) {
        Union union = Union.byRank(rankings);
        List<Ranking> normalised = new ArrayList<>(rankings.size());
        for (int i = 0; i < rankings.size(); i++) {
            int list = i;
            int size = rankings.get(i).size();
            normalised.add(union.ranked(
                    candidate -> BordaFuse.points(union.size(), size, union.rank(candidate, list)) / union.size()));
        }
        return normalised;
    }

    @Override
    public String toString() {
        return "borda";
    }
}
