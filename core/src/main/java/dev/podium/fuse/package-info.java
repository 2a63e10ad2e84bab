/**
 * One ranking of several: fusion by scores and by ranks.
 *
 * <pre>{@code
 * Retriever hybrid = bm25.fusedWith(new ZScoreSum(List.of(1.0, 0.5)), dense).cut(100);
 * }</pre>
 *
 * <p>Adding scores needs scores: a ranking that only tells an order ({@link dev.podium.Scale#ORDINAL}) is refused there.
 */
@NullMarked
package dev.podium.fuse;

import org.jspecify.annotations.NullMarked;
