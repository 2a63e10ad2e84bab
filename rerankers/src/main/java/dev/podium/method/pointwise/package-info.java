/**
 * One candidate at a time: how relevant is this to the query?
 *
 * <p>A pointwise judge gives each candidate a score that does not depend on its neighbours, so its candidates can be
 * shown in any order and on any number of machines. Its usual order is {@code ByScore}.
 *
 * <pre>{@code
 * try (Model model = Models.open("onnx:/models/my-cross-encoder")) {
 *     Reranker reranker = new ByScore(new PairScores(model.as(PairScoring.class)));
 *     Ranking best = reranker.onTop(100).rerank(ranking);
 * }
 * }</pre>
 *
 * <p>Read next: {@link dev.podium.method.pointwise.CrossEncoder}.
 */
@NullMarked
package dev.podium.method.pointwise;

import org.jspecify.annotations.NullMarked;
