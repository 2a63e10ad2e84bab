/**
 * Is one system better than another, by how much, and may we believe it?
 *
 * <p>An {@link dev.podium.eval.Experiment} runs systems over queries, measures them and returns a
 * {@link dev.podium.eval.Report} of plain values: means, values per query, differences with intervals, p-values raw and
 * corrected over a family that is named, effect sizes, wins and losses, times, and everything that went wrong.
 *
 * <pre>{@code
 * Report report = Experiment.of(queries, qrels)
 *         .compare(bm25, bm25.then(crossEncoder))
 *         .by(nDCG10, rr10)
 *         .against(bm25);
 * for (Comparison comparison : report.comparisons()) {
 *     System.out.println(comparison);
 * }
 * // bm25 >> crossEncoder improves nDCG@10 from .648 to .701 (+.053, 95% CI +.021 to +.085, p = .001; corrected p = .003)
 * System.out.println(report.comparisons().getFirst().topics()); // how many queries more to decide
 * }</pre>
 *
 * <p>The pieces stand alone as well: {@link dev.podium.eval.Paired} lines up two systems query by query;
 * {@link dev.podium.eval.StudentT}, {@link dev.podium.eval.Wilcoxon}, {@link dev.podium.eval.Randomisation} and
 * {@link dev.podium.eval.Signs} test it; {@link dev.podium.eval.Bootstrap} gives an interval,
 * {@link dev.podium.eval.EffectSize} a size without a unit; {@link dev.podium.eval.Correction} minds that many tests
 * were made, {@link dev.podium.eval.TukeyHsd} compares every pair of many systems at once.
 *
 * <p>Three habits are built in. The baseline is never compared with itself, so it is not in the family. A query without
 * results counts, as an empty list. A failure on one query is recorded with its cause, and is seen in every rendering.
 *
 * <p>Read next: {@link dev.podium.eval.Experiment}, then {@code dev.podium.report} for pages and tables.
 */
@NullMarked
package dev.podium.eval;

import org.jspecify.annotations.NullMarked;
