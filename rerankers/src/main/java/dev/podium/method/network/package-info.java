/**
 * Papers that are a network: all candidates in, all scores out.
 *
 * <p>Such a judge cannot be told apart into questions and an order: what it does with a list is in its weights. So the model scores the list,
 * and the method here is what it is called, where it is from and what it costs.
 *
 * <pre>{@code
 * try (Model model = Models.open("torch:/models/mvp-base")) {
 *     Reranker reranker = new ByScore(new Mvp(model.as(ListScoring.class)));
 *     Ranking best = reranker.onTop(100).rerank(ranking);
 * }
 * }</pre>
 *
 * <p>Read next: {@link dev.podium.method.network.Mvp}.
 */
@NullMarked
package dev.podium.method.network;

import org.jspecify.annotations.NullMarked;
