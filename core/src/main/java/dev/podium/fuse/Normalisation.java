package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * Brings the scores of several rankings of one query to a common scale, so that a fusion may add them.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Normalisation {

    /**
     * Normalises.
     *
     * @param rankings all of the same query
     * @return as many, in their order, of scale {@link dev.podium.Scale#REAL}; an empty one stays empty unless the method
     *     says that it extends lists
     * @throws IllegalArgumentException if it needs scores and a ranking only tells an order
     */
    List<Ranking> normalise(List<Ranking> rankings);

    /** A fusion of what this returns. */
    default Fusion then(Fusion fusion) {
        return new Normalised(this, fusion);
    }
}
