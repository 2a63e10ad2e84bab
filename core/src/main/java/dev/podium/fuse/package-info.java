/**
 * One ranking of several: fusion by ranks, by scores, by votes and by what judged queries teach.
 *
 * <pre>{@code
 * Retriever hybrid = bm25.fusedWith(new Rrf(60), dense).cut(100);
 * Retriever blended = bm25.fusedWith(new MinMaxNorm().then(new WSum(List.of(0.3, 0.7))), dense);
 * Fusion byName = Fusions.parse("wsum(weights=[0.3, 0.7], norm=min-max)"); // equals the fusion above
 * Fusion trained = PosFuse.fit(List.of(bm25Run, denseRun), trainQrels);
 * }</pre>
 *
 * <table>
 * <caption>What each looks at</caption>
 * <tr><th>kind</th><th>methods</th></tr>
 * <tr><td>ranks</td><td>{@link dev.podium.fuse.Rrf}, {@link dev.podium.fuse.Rbc}, {@link dev.podium.fuse.Isr},
 * {@link dev.podium.fuse.LogIsr}, {@link dev.podium.fuse.LogNIsr}</td></tr>
 * <tr><td>votes</td><td>{@link dev.podium.fuse.BordaFuse}, {@link dev.podium.fuse.WeightedBordaFuse},
 * {@link dev.podium.fuse.Condorcet}, {@link dev.podium.fuse.WeightedCondorcet}</td></tr>
 * <tr><td>scores</td><td>{@link dev.podium.fuse.CombSum}, {@link dev.podium.fuse.CombMnz},
 * {@link dev.podium.fuse.CombGmnz}, {@link dev.podium.fuse.CombAnz}, {@link dev.podium.fuse.CombMax},
 * {@link dev.podium.fuse.CombMed}, {@link dev.podium.fuse.CombMin}, {@link dev.podium.fuse.WSum},
 * {@link dev.podium.fuse.Wmnz}, {@link dev.podium.fuse.Mixed}, {@link dev.podium.fuse.ZScoreSum}</td></tr>
 * <tr><td>training</td><td>{@link dev.podium.fuse.MapFuse}, {@link dev.podium.fuse.PosFuse},
 * {@link dev.podium.fuse.SlideFuse}, {@link dev.podium.fuse.ProbFuse}, {@link dev.podium.fuse.SegFuse} (with scores),
 * {@link dev.podium.fuse.BayesFuse}</td></tr>
 * </table>
 *
 * <p>Adding scores needs scores: a ranking that only tells an order ({@link dev.podium.Scale#ORDINAL}) is refused there,
 * unless a {@link dev.podium.fuse.Normalisation} by rank comes first. Every fusion returns the union of its rankings, each
 * candidate once. Equal fused scores are ordered by the best rank any list gave, then by which list gave it first; a sum
 * does not depend on the order of the lists, so candidates with the same ranks in other lists do tie.
 *
 * <p>Read next: {@link dev.podium.fuse.Fusions} for the names, {@link dev.podium.fuse.Tuning} for the constants.
 */
@NullMarked
package dev.podium.fuse;

import org.jspecify.annotations.NullMarked;
