/**
 * Models that run elsewhere, asked over HTTP.
 *
 * <p>Three capabilities: {@link dev.podium.model.Generation} and {@link dev.podium.model.Embedding} from whatever speaks
 * as OpenAI does, {@link dev.podium.model.PairScoring} from rerank services, each in its own
 * {@link dev.podium.remote.RerankDialect dialect}. A method cannot tell such a model from one in this process, save that
 * it may fail with a {@link dev.podium.model.ProviderException}.
 *
 * <pre>{@code
 * // The key is read from the environment variable COHERE_API_KEY.
 * try (Model model = Models.open("remote:cohere/rerank-v3.5")) {
 *     Reranker reranker = Catalogue.method("cross-encoder").reranker(model, Map.of());
 *     Ranking best = reranker.rerank(ranking);
 * }
 * // A server of one's own, which wants no key.
 * Model own = Models.open("remote:http://localhost:8080?dialect=tei");
 * }</pre>
 *
 * <p>What stands between: a list too long for one request is cut ({@code InParts}), what may pass is asked again
 * ({@link dev.podium.model.wrap.Retrying}), and no more is in flight than allowed
 * ({@link dev.podium.model.wrap.Limited}). A key is sent to the host that the reference names and nowhere else, no
 * redirect is followed, and no message holds it.
 *
 * <p>Read next: {@link dev.podium.remote.RemoteBackEnd} for references and settings, {@code Cohere} for how short a
 * dialect is.
 */
@NullMarked
package dev.podium.remote;

import org.jspecify.annotations.NullMarked;
