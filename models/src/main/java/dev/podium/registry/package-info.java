/**
 * What is known of published checkpoints, and a check that one was loaded as it was meant.
 *
 * <p>A reranker in the wrong template, with the wrong head or activation still gives numbers, and ranks badly without a word. So
 * what a checkpoint needs is data here ({@link dev.podium.registry.KnownCheckpoint}), and where its makers published scores, the
 * {@link dev.podium.registry.ParitySeal} asks the loaded model for them and refuses it when they differ.
 *
 * <pre>{@code
 * KnownCheckpoint known = Registry.published().find("BAAI/bge-reranker-v2-m3").orElseThrow();
 * PairScoring scoring = model.as(PairScoring.class);
 * switch (ParitySeal.check(scoring, known)) {
 *     case ParitySeal.Sealed it -> System.out.println(it.pairs() + " golden pairs, off by at most " + it.worst());
 *     case ParitySeal.NoGoldenPairs _ -> System.out.println("no golden pairs: nothing was checked");
 * }
 * }</pre>
 *
 * <p>A checkpoint of one's own is sealed by a file {@code podium-golden.json} beside it, see
 * {@link dev.podium.registry.GoldenPair#beside}.
 *
 * <p>The data is {@code known.json}, by family, with its sources. What nobody published is left out there, not guessed.
 */
@NullMarked
package dev.podium.registry;

import org.jspecify.annotations.NullMarked;
