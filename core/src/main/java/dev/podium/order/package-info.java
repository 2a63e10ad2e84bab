/**
 * Ways of asking: each order turns the answers to one of the four questions into a ranking.
 *
 * <table>
 * <caption>The orders, for 100 candidates at their usual settings, and what a perfect judge makes exact</caption>
 * <tr><th>order</th><th>question</th><th>calls</th><th>rounds</th><th>exact</th></tr>
 * <tr><td>{@link dev.podium.order.ByScore}</td><td>how good is each?</td><td>100</td><td>1</td><td>all</td></tr>
 * <tr><td>{@link dev.podium.order.InGroups}</td><td>how good is each?</td><td>5 (of 20, a call each)</td><td>1</td><td>all</td></tr>
 * <tr><td>{@link dev.podium.order.AllPairs}</td><td>which of two?</td><td>9900</td><td>1</td><td>all</td></tr>
 * <tr><td>{@link dev.podium.order.HeapPairs}</td><td>which of two?</td><td>about 400</td><td>200</td><td>top 10</td></tr>
 * <tr><td>{@link dev.podium.order.BubblePairs}</td><td>which of two?</td><td>at most 1890</td><td>945</td><td>top 10</td></tr>
 * <tr><td>{@link dev.podium.order.Tour}</td><td>which of two?</td><td>9900</td><td>1</td><td>all, if sure</td></tr>
 * <tr><td>{@link dev.podium.order.HeapTop}</td><td>which of these?</td><td>82 (3 children)</td><td>about 40</td><td>top 10</td></tr>
 * <tr><td>{@link dev.podium.order.BubbleTop}</td><td>which of these?</td><td>at most 315 (window 4)</td><td>315</td><td>top 10</td></tr>
 * <tr><td>{@link dev.podium.order.Eliminate}</td><td>which is worst?</td><td>99</td><td>99</td><td>all</td></tr>
 * <tr><td>{@link dev.podium.order.Tournament}</td><td>which m of these?</td><td>13</td><td>5</td><td>best two, as a set</td></tr>
 * <tr><td>{@link dev.podium.order.Sliding}</td><td>in what order?</td><td>9 (20/10)</td><td>9</td><td>top 10</td></tr>
 * <tr><td>{@link dev.podium.order.TopDown}</td><td>in what order?</td><td>6 or more (20/10)</td><td>2 or more</td><td>top 10</td></tr>
 * </table>
 *
 * <p>An order knows its cost beforehand ({@link dev.podium.order.Order#effort}), asks what does not depend on one another
 * at once, shows every candidate with its first-stage score, and checks each answer. When a limit is spent it throws
 * {@link dev.podium.LimitReachedException} with the list as it stands.
 *
 * <pre>{@code
 * Reranker best = new Sliding(arranger, 20, 10).onTop(100);
 * long questions = new HeapTop(selector, 3, 10).effort(100).most();
 * }</pre>
 *
 * <p>Read next: {@link dev.podium.order.Sliding}, then {@link dev.podium.order.HeapTop}.
 */
@NullMarked
package dev.podium.order;

import org.jspecify.annotations.NullMarked;
