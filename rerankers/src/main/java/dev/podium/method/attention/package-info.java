/**
 * What does the model look at?
 *
 * <p>All candidates stand in one prompt and the query behind them. Nothing is written: a candidate is as good as much attention goes to it
 * from the query, less the attention it gets whatever is asked. Two forward passes rank a whole list.
 *
 * <pre>{@code
 * try (Model model = Models.open("torch:/models/a-chat-model")) {
 *     Reranker reranker = Icr.METHOD.reranker(model, Map.of("passage-words", "100"));
 *     Ranking best = reranker.onTop(40).rerank(ranking);
 * }
 * }</pre>
 *
 * <p>The list must fit into what the model reads: candidates that had to be cut are told. Read next: {@link dev.podium.method.attention.Icr}.
 */
@NullMarked
package dev.podium.method.attention;

import org.jspecify.annotations.NullMarked;
