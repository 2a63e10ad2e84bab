package dev.podium;

import java.util.List;

/**
 * Makes one ranking of several of the same query.
 *
 * <p>The methods are in {@code dev.podium.fuse}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Fusion {

    /**
     * Fuses.
     *
     * @param rankings at least one, all of the same query; each may hold other candidates
     * @return every candidate of any of them, once
     */
    Ranking fuse(List<Ranking> rankings);
}
