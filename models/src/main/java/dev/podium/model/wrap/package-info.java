/**
 * What can stand between a caller and a model: patience, limits, memory, company, a tape.
 *
 * <p>A {@link dev.podium.model.wrap.Wrapper} sees each call of any capability as a {@link dev.podium.model.wrap.Call}: what
 * its items share (the query, the role, the options) and the items (documents, texts, prompts). The model around which it
 * was put answers as before, so that methods never know.
 *
 * <pre>{@code
 * Model patient = new Retrying(Backoff.USUAL).around(new Limited(Limits.NONE.perMinute(60)).around(service));
 * try (Model model = new Cached(100_000).around(patient)) {
 *     Reranker reranker = Catalogue.method("cross-encoder").reranker(model, Map.of());
 * }
 * }</pre>
 *
 * <p>The order matters: a {@link dev.podium.model.wrap.Retrying} outside of a {@link dev.podium.model.wrap.Limited} counts
 * each attempt against the limit, and a {@link dev.podium.model.wrap.Cached} outside of both spends nothing on what it
 * remembers. All of them work for every capability, with two reservations, told where they are made: drawn text is not
 * remembered, and {@link dev.podium.model.wrap.Batched} can join pairs of one query only. A model that looks at a whole
 * list at once, and so breaks the promise that an item's answer is its own, must stand alone: do not put a cache or a
 * batch around it.
 *
 * <p>Read next: {@link dev.podium.model.wrap.Call}, then the wrapper in question.
 */
@NullMarked
package dev.podium.model.wrap;

import org.jspecify.annotations.NullMarked;
