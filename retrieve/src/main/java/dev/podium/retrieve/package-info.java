/**
 * Where candidates come from: an index on disk, searched by BM25.
 *
 * <p>A {@link dev.podium.Retriever} answers a query with a ranking, which any reranker then takes. Read {@link dev.podium}
 * for how the two are composed.
 */
@NullMarked
package dev.podium.retrieve;

import org.jspecify.annotations.NullMarked;
