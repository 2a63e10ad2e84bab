package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * BordaFuse: an election by points. Of n candidates a list gives its first n points, its second n - 1, and so on.
 *
 * <p>What a list lacks shares the points that are left: each gets {@code (n - size + 1) / 2}, the mean of the places below.
 * Looks at ranks only, so lists of any scale may be fused.
 *
 * <p>Source: Aslam and Montague, "Models for Metasearch", SIGIR 2001.
 *
 * @since 0.1.0
 */
public record BordaFuse() implements Fusion {
    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byRank(rankings);
        int[] sizes = rankings.stream().mapToInt(Ranking::size).toArray();
        return union.ranked(candidate ->
                Union.sum(union.all(candidate, (list, rank, _) -> points(union.size(), sizes[list], rank))));
    }

    @Override
    public String toString() {
        return "bordafuse";
    }

    /** The points of a rank, from 1, or of a candidate that the list lacks (rank 0). */
    static double points(int candidates, int size, int rank) {
        return rank > 0 ? candidates - rank + 1 : (candidates - size + 1) / 2.0;
    }
}
