/**
 * The head of a list says more about what was meant than the query did.
 *
 * <p>Methods of feedback take some candidates for relevant, or ask a judge about them, and make a new query of that: a longer text
 * ({@link dev.podium.method.feedback.PrfText}), a mean of vectors ({@link dev.podium.method.feedback.PrfVector}), a vector that was taught
 * ({@link dev.podium.method.feedback.RelevanceFeedback}). Nothing is trained that stays: the next query begins anew. Where the head is
 * wrong, feedback makes it worse.
 *
 * <pre>{@code
 * try (Model model = Together.of(Models.open("onnx:/models/my-cross-encoder"), Models.open("default"))) {
 *     Reranker reranker = RelevanceFeedback.METHOD.reranker(model, Map.of("head", "20"));
 *     Ranking best = reranker.rerank(ranking);
 * }
 * }</pre>
 *
 * <p>Read next: {@link dev.podium.method.feedback.PrfVector}.
 */
@NullMarked
package dev.podium.method.feedback;

import org.jspecify.annotations.NullMarked;
