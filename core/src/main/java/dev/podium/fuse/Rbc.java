package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * RBC, rank-biased centroid: the sum of {@code (1 - phi) phi^(rank - 1)} over the lists that hold a candidate.
 *
 * <p>Each list weighs its ranks as rank-biased precision does: phi is the chance that a reader goes on to the next. Looks at
 * ranks only, so lists of any scale may be fused.
 *
 * <p>Source: Bailey, Moffat, Scholer, Thomas, "Retrieval Consistency in the Presence of Query Variations", SIGIR 2017.
 *
 * @param phi persistence, above 0 and below 1; near 1 looks deep
 * @since 0.1.0
 */
public record Rbc(double phi) implements Fusion {
    public Rbc {
        if (!(phi > 0 && phi < 1)) {
            throw new IllegalArgumentException(
                    "The persistence phi (%s) of RBC must be above 0 and below 1.\nMaybe 0.9.".formatted(phi));
        }
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byRank(rankings);
        return union.ranked(candidate ->
                Union.sum(union.held(candidate, (_, rank, _) -> (1 - phi) * Math.pow(phi, rank - 1.0))));
    }

    @Override
    public String toString() {
        return "rbc(phi=" + phi + ")";
    }
}
