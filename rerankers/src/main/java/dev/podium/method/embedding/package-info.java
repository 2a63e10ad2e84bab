/**
 * Vectors: the nearer a candidate's lies to the query's, the better.
 *
 * <p>Query and candidate are read apart, so this is cheaper than reading them together (a candidate's vector could be
 * kept for the next query) and less exact. It errs in other ways than term matching does, so a blend with the score of
 * the stage before is often better than either.
 *
 * <pre>{@code
 * try (Model model = Models.open("default")) {
 *     Reranker reranker = new ByScore(new BiEncoder(model.as(Embedding.class)));
 *     Ranking best = reranker.rerank(ranking);
 * }
 * }</pre>
 *
 * <p>Read next: {@link dev.podium.method.embedding.BiEncoder}.
 */
@NullMarked
package dev.podium.method.embedding;

import org.jspecify.annotations.NullMarked;
