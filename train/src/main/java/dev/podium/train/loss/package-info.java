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
 * {@linkplain dev.podium.train.loss.ListLoss#over means}. {@link dev.podium.train.loss.InfoNce} is the one for vectors.
 */
@NullMarked
package dev.podium.train.loss;

import org.jspecify.annotations.NullMarked;
