/**
 * The catalogue: every reranking method by its name.
 *
 * <p>A method is one file in a package named after its paradigm ({@code pointwise}, {@code pairwise}, {@code setwise},
 * {@code listwise}, {@code groupwise}, {@code attention}, {@code embedding}, {@code network}, {@code feedback}): what it asks a model, how it reads the
 * answer, and the order in which it usually asks. Its {@link dev.podium.model.Method} line in the
 * {@link dev.podium.method.Catalogue} makes it known to the command line, the server and the documentation.
 *
 * <pre>{@code
 * Method method = Catalogue.method("cross-encoder");
 * try (Model model = Models.open("onnx:/models/my-cross-encoder")) {
 *     Reranker reranker = method.reranker(model, Map.of());
 *     Ranking best = reranker.rerank(ranking);
 * }
 * }</pre>
 *
 * <p>In code of your own you need no catalogue: {@code new ByScore(new PairScores(model.as(PairScoring.class)))} is
 * the same reranker. Read next: {@code dev.podium.method.pointwise}.
 */
@NullMarked
package dev.podium.method;

import org.jspecify.annotations.NullMarked;
