/**
 * What a ranking is worth: every metric is a value with its usual name, and means what trec_eval means by it.
 *
 * <table>
 * <caption>Where others print another number</caption>
 * <tr><th>metric</th><th>here, as trec_eval</th><th>elsewhere</th></tr>
 * <tr><td>order</td><td>score, then id by falling bytes; ranks ignored</td><td>ranx: as inserted; sklearn: ties averaged</td></tr>
 * <tr><td>{@link dev.podium.metric.NDcg nDCG@k}</td><td>gain = grade</td><td>2^grade - 1 in LightGBM, RankLib, Burges</td></tr>
 * <tr><td>{@link dev.podium.metric.AveragePrecision AP@k}</td><td>divided by R</td><td>divided by min(k, R)</td></tr>
 * <tr><td>{@link dev.podium.metric.ReciprocalRank RR}</td><td>whole list</td><td>BEIR and MS MARCO: first 10</td></tr>
 * <tr><td>{@link dev.podium.metric.Precision P@k}</td><td>divided by k</td><td>divided by the number retrieved</td></tr>
 * <tr><td>{@link dev.podium.metric.Recall R@k}</td><td>divided by R</td><td>BEIR's capped recall: by min(k, R)</td></tr>
 * <tr><td>{@link dev.podium.metric.Rbp RBP}</td><td>p 0.8, binary (ir_measures)</td><td>trec_eval 10: p 0.9</td></tr>
 * <tr><td>mean</td><td>over queries in run and qrels</td><td>over all of the qrels, or over those retrieved</td></tr>
 * </table>
 *
 * <pre>{@code
 * List<Metric> metrics = Metrics.parseAll("nDCG@10, AP(rel=2)@1000, RR@10");
 * Evaluation evaluation = Evaluation.of(run, qrels, metrics, Evaluation.Options.USUAL);
 * double ndcg = evaluation.of(metrics.getFirst());
 * }</pre>
 *
 * <p>{@link dev.podium.metric.Explanation} tells for a value what those others would have printed;
 * {@link dev.podium.metric.TrecEvalReport} prints trec_eval's own lines, also for several readers with judgments of their
 * own, or in standard deviations from other systems ({@link dev.podium.metric.ZScores}). Where readers said which of two
 * they prefer and gave no grades, {@link dev.podium.metric.PreferenceEvaluation} measures.
 *
 * <p>A metric sees a {@link dev.podium.metric.Judged}: grades by rank, and the grades there were to find. Read
 * {@link dev.podium.metric.NDcg} next; then {@code dev.podium.eval}, which asks whether a difference means anything.
 */
@NullMarked
package dev.podium.metric;

import org.jspecify.annotations.NullMarked;
