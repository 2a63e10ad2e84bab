/**
 * The four questions a reranker can ask, and no model in sight.
 *
 * <ul>
 *   <li>{@link dev.podium.ask.Scorer} - how good is each?
 *   <li>{@link dev.podium.ask.Comparer} - which of two?
 *   <li>{@link dev.podium.ask.Selector} - which of these?
 *   <li>{@link dev.podium.ask.Arranger} - in what order?
 * </ul>
 *
 * <p>Everything published is one question, one way of asking it (an order, {@code dev.podium.order}) and one kind of
 * model read-out. Here a judge that knows the truth:
 *
 * <pre>{@code
 * Scorer oracle = slate -> slate.candidates().stream().mapToDouble(c -> grades.get(c.id())).toArray();
 * Ranking best = new ByScore(oracle).rerank(ranking);
 * }</pre>
 *
 * <p>A question that can be put many at a time has a second, plural method. Orders always call the plural one, so a
 * judge that can answer in one forward pass does; the default asks one by one.
 *
 * <p>Read next: {@code dev.podium.order}.
 */
@NullMarked
package dev.podium.ask;

import org.jspecify.annotations.NullMarked;
