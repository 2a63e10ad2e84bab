/**
 * Judges that learn: the forward pass that scores, kept open for a gradient to come back.
 *
 * <p>There is one forward. {@link dev.podium.model.train.TrainableScorer#score} runs it in {@link dev.podium.model.train.Mode#INFER} and
 * reads the scores; training runs the same one in {@link dev.podium.model.train.Mode#TRAIN}, lets a loss say how it would like the scores
 * moved, and hands that back. A loss sees arrays of numbers and no tensor, so that one loss serves a transformer, a linear model and
 * boosted trees alike:
 *
 * <pre>{@code
 * try (Pass pass = scorer.forward(slates, Mode.TRAIN)) {
 *     double[] gradient = new double[pass.size()];
 *     double loss = ranknet.at(pass.scores(), targets, gradient);     // adds d loss / d score
 *     pass.backward(gradient);                                        // adds d loss / d weight, in the model
 * }
 * }</pre>
 *
 * <p>For bi-encoders there is the same with vectors ({@link dev.podium.model.train.TrainableEmbedding}), for language models with words
 * ({@link dev.podium.model.train.TrainableWriting}), for lists by views with anchors ({@link dev.podium.model.train.TrainableViews}). All
 * are read-outs of a {@link dev.podium.model.train.TrainableModel}, whose weights a {@link dev.podium.model.train.Learner} moves; a
 * {@link dev.podium.model.train.TrainingBackEnd} opens one. Read next: {@code dev.podium.train.loss}, what a loss is.
 */
@NullMarked
package dev.podium.model.train;

import org.jspecify.annotations.NullMarked;
