/**
 * Some candidates at a time: in what order?
 *
 * <p>A listwise judge sees a window of candidates together and orders it. A list longer than the window is gone over in windows that
 * slide from the tail to the head, or all at once against a pivot. Most of these methods differ in nothing but the words their checkpoint
 * was trained on; {@link dev.podium.method.listwise.First} reads the order off one forward pass and writes nothing.
 *
 * <pre>{@code
 * try (Model model = Models.open("torch:/models/a-chat-model")) {
 *     Reranker reranker = RankGpt.METHOD.reranker(model, Map.of("window", "10", "stride", "5"));
 *     Ranking best = reranker.onTop(100).rerank(ranking);
 * }
 * }</pre>
 *
 * <p>Read next: {@link dev.podium.method.listwise.RankGpt}.
 */
@NullMarked
package dev.podium.method.listwise;

import org.jspecify.annotations.NullMarked;
