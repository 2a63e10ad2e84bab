/**
 * What a judge should have scored, as a number and its slope.
 *
 * <p>A {@link dev.podium.train.loss.ListLoss} looks at the scores of one list and at its targets, and says how wrong they are and how each
 * score would have to move: it returns the loss and adds its gradient <em>with respect to the scores</em>. The model takes it from there
 * ({@link dev.podium.model.train.Pass#backward}), so no loss knows what a model is, and all of them are checked by finite differences.
 *
 * <pre>{@code
 * double[] scores = {2.0, 1.0};
 * double[] targets = {0, 1};                                  // the second is the relevant one
 * double[] gradient = new double[2];
 * double loss = new RankNet().at(scores, targets, gradient);  // log(1 + e^(2 - 1)) = 1.3133
 * // gradient is {0.7311, -0.7311}: down with the first, up with the second
 * }</pre>
 *
 * <p>Objectives of several parts are {@linkplain dev.podium.train.loss.ListLoss#plus sums}, batches of several lists are
 * {@linkplain dev.podium.train.loss.ListLoss#over means}, and how hard each item is pulled can be
 * {@linkplain dev.podium.train.loss.ListLoss#weighing weighed} by something else than the loss. The mean is over terms; a list that has
 * none, as it holds nothing to learn, does not dilute the others. Losses whose targets are an order do not tell equal targets apart, and
 * a list shuffled is the same list to all of them.
 *
 * <p>Choose by what is known of a list:
 *
 * <table>
 * <caption>Losses of lists</caption>
 * <tr><th>loss</th><th>looks at</th><th>targets</th><th>paper</th><th>who learns from it</th></tr>
 * <tr><td>{@link dev.podium.train.loss.BinaryCrossEntropy}</td><td>each alone</td><td>labels, probabilities</td>
 *     <td>arXiv 1901.04085</td><td>monoBERT, cross-encoders of adapters and masks</td></tr>
 * <tr><td>{@link dev.podium.train.loss.SoftmaxCrossEntropy}</td><td>the list</td><td>labels</td>
 *     <td>Bruch et al. 2019</td><td>RankT5, bge-reranker, DeAR</td></tr>
 * <tr><td>{@link dev.podium.train.loss.RankNet}</td><td>pairs</td><td>an order, or scores</td>
 *     <td>Burges et al. 2005</td><td>TWOLAR, FIRST, E2Rank, DeAR</td></tr>
 * <tr><td>{@link dev.podium.train.loss.BradleyTerry}</td><td>pairs</td><td>preferred or rejected</td>
 *     <td>Bradley and Terry 1952</td><td>RewardRanker, reward models</td></tr>
 * <tr><td>{@link dev.podium.train.loss.RankGapMargin}</td><td>pairs</td><td>an order</td>
 *     <td>arXiv 2203.16804</td><td>BRIO</td></tr>
 * <tr><td>{@link dev.podium.train.loss.MarginMse}</td><td>pairs</td><td>a teacher's scores</td>
 *     <td>arXiv 2010.02666</td><td>SPLADE v2 and later</td></tr>
 * <tr><td>{@link dev.podium.train.loss.LambdaLoss}</td><td>pairs, by nDCG</td><td>grades</td>
 *     <td>Wang et al. 2018</td><td>FIRST, DeAR</td></tr>
 * <tr><td>{@link dev.podium.train.loss.ListNet}</td><td>the list</td><td>scores, or an order</td>
 *     <td>Cao et al. 2007</td><td>FIRST, DeAR, MVP</td></tr>
 * <tr><td>{@link dev.podium.train.loss.ListMle}</td><td>the list</td><td>an order</td>
 *     <td>Xia et al. 2008</td><td>rankers of features</td></tr>
 * <tr><td>{@link dev.podium.train.loss.AdrMse}</td><td>the list, by ranks</td><td>an order</td>
 *     <td>arXiv 2405.07920</td><td>Rank-DistiLLM</td></tr>
 * <tr><td>{@link dev.podium.train.loss.TeacherKl}</td><td>the list</td><td>a teacher's scores</td>
 *     <td>arXiv 1503.02531</td><td>DeAR, ColBERTv2, bge-reranker</td></tr>
 * <tr><td>{@link dev.podium.train.loss.SymmetricKl}</td><td>the list</td><td>a judge's scores</td>
 *     <td>arXiv 2510.13515</td><td>UniME-V2</td></tr>
 * <tr><td>{@link dev.podium.train.loss.Gmr}</td><td>yes and no of each</td><td>the relevant one</td>
 *     <td>arXiv 2510.14824</td><td>GMR, and what it was compared with</td></tr>
 * <tr><td>{@link dev.podium.train.loss.TourCrossEntropy}</td><td>steps, each alone</td><td>the right path</td>
 *     <td>arXiv 2411.12064</td><td>TSPRank, local</td></tr>
 * <tr><td>{@link dev.podium.train.loss.TourMargin}</td><td>steps, as a path</td><td>the right path</td>
 *     <td>arXiv 2411.12064</td><td>TSPRank, global</td></tr>
 * </table>
 *
 * <p>Some losses are of no list. Their gradients are by the vectors of a {@link dev.podium.model.train.VectorPass}, the anchors of a
 * {@link dev.podium.model.train.TrainableViews.ViewsPass}, or the log-probabilities of a {@link dev.podium.model.train.WritingPass}:
 *
 * <table>
 * <caption>Losses of vectors and words</caption>
 * <tr><th>loss</th><th>looks at</th><th>paper</th><th>who learns from it</th></tr>
 * <tr><td>{@link dev.podium.train.loss.InfoNce}</td><td>queries and documents of a batch</td>
 *     <td>arXiv 1807.03748</td><td>DPR, E2Rank, Qwen3-Embedding, CodeRankEmbed</td></tr>
 * <tr><td>{@link dev.podium.train.loss.Orthogonality}</td><td>the views of a list</td>
 *     <td>arXiv 2509.07485</td><td>MVP</td></tr>
 * <tr><td>{@link dev.podium.train.loss.Flops}</td><td>sparse vectors of a batch</td>
 *     <td>arXiv 2004.05665</td><td>SPLADE</td></tr>
 * <tr><td>{@link dev.podium.train.loss.AnswerCrossEntropy}</td><td>tokens of answers</td>
 *     <td>-</td><td>every reranker that writes; FIRST with {@link dev.podium.train.loss.RankNet} of its labels' logits</td></tr>
 * <tr><td>{@link dev.podium.train.loss.Unlikelihood}</td><td>tokens that should not be written</td>
 *     <td>arXiv 1908.04319</td><td>EDU-guided summaries</td></tr>
 * </table>
 */
@NullMarked
package dev.podium.train.loss;

import org.jspecify.annotations.NullMarked;
