package dev.podium;

/**
 * Learns a better query from a first pass: pseudo-relevance feedback.
 *
 * <p>It cannot rank and so is no {@link Reranker}; the compiler keeps them apart. Use it with
 * {@link Retriever#feeding}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Feedback {

    /** The query enriched by what the first pass found, under the same id. */
    Query expand(Ranking firstPass);
}
