/**
 * A few candidates at a time: which of these?
 *
 * <p>A setwise judge sees a node of a heap and its children and names the best; one question does the work of several pairs, and only the
 * head of the list is sorted. {@link dev.podium.method.setwise.IRanker} turns the question round and asks for the worst.
 *
 * <pre>{@code
 * try (Model model = Models.open("torch:/models/a-chat-model")) {
 *     Reranker reranker = SetwiseLikelihood.METHOD.reranker(model, Map.of("children", "9"));
 *     Ranking best = reranker.onTop(100).rerank(ranking);       // about 32 forward passes
 * }
 * }</pre>
 *
 * <p>What the heap leaves below its best ten stands as it came. Read next: {@link dev.podium.method.setwise.Setwise}.
 */
@NullMarked
package dev.podium.method.setwise;

import org.jspecify.annotations.NullMarked;
