/**
 * Groups of candidates: how good is each of them, or which go on?
 *
 * <p>A group is shown in one prompt, so the model compares; but what it gives is comparable across groups (a score, a survival), so groups
 * do not wait for one another and their candidates are put together by adding up.
 *
 * <pre>{@code
 * try (Model model = Models.open("torch:/models/a-chat-model")) {
 *     Reranker reranker = TourRank.METHOD.reranker(model, Map.of("tournaments", "2"));
 *     Ranking best = reranker.onTop(100).rerank(ranking);
 * }
 * }</pre>
 *
 * <p>Whole scores from 0 to 10 and points of a tournament tie often; ties keep the order of the stage before. Read next:
 * {@link dev.podium.method.groupwise.GroupRank}.
 */
@NullMarked
package dev.podium.method.groupwise;

import org.jspecify.annotations.NullMarked;
