/**
 * The words of ranking: what is asked, what is offered, in what order it comes back.
 *
 * <p>A {@link dev.podium.Query} and its {@link dev.podium.Candidate candidates} make a {@link dev.podium.Ranking};
 * a {@link dev.podium.Retriever} starts one, a {@link dev.podium.Reranker} turns one into another, and the pipelines
 * built of them are {@link dev.podium.Pipeline values}: they compare, print and can be shared.
 *
 * <pre>{@code
 * Retriever first = bm25.cut(100);                               // any Retriever, a lambda will do
 * Retriever ranker = first.then(crossEncoder.onTop(50)).cut(10); // rerank the head, keep the tail below it
 * Ranking answer = ranker.retrieve(Query.of("what is tea"));
 * for (Hit hit : answer) {
 *     System.out.println(hit.candidate().id() + " " + hit.score());
 * }
 * }</pre>
 *
 * <p>What every reranker keeps: the result is a permutation (or a declared cut) of what went in, ties stay in input
 * order, no score is NaN, candidates come back untouched, and equal texts with different ids stay different documents.
 *
 * <p>Read next: {@link dev.podium.ask} for the four questions a reranker asks, {@code dev.podium.order} for the ways to
 * ask them, {@code dev.podium.metric} for what an answer is worth.
 */
@NullMarked
package dev.podium;

import org.jspecify.annotations.NullMarked;
