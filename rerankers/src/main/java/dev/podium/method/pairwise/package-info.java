/**
 * Two candidates at a time: which is better?
 *
 * <p>The easiest question for a model, and the one asked most often: all pairs of 100 candidates are 9,900 calls, so the other methods
 * differ in the pairs they leave out. A model has a bias for the passage shown first; asked both ways round it cancels out.
 *
 * <pre>{@code
 * try (Model model = Models.open("torch:/models/a-chat-model")) {
 *     Reranker reranker = Prp.HEAP.reranker(model, Map.of("top", "10"));
 *     Ranking best = reranker.onTop(50).rerank(ranking);
 * }
 * }</pre>
 *
 * <p>{@link dev.podium.method.pairwise.TspRank} compares vectors and looks for the path through all of them that agrees best. Read next:
 * {@link dev.podium.method.pairwise.Prp}.
 */
@NullMarked
package dev.podium.method.pairwise;

import org.jspecify.annotations.NullMarked;
