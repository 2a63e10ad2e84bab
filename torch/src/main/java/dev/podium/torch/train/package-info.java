/**
 * Learning: what stands between a loss, which knows no tensor, and the weights of a network.
 *
 * <p>A {@link dev.podium.torch.train.TorchPass} holds a forward pass open and takes the gradient of its scores back;
 * {@link dev.podium.torch.train.AdamW} moves the weights; a {@link dev.podium.torch.train.TrainStep} is one round of it. A {@link
 * dev.podium.torch.train.Snapshot} keeps a run so that it goes on bit for bit as if it had not been interrupted.
 *
 * <pre>{@code
 * try (var model = TrainableCrossEncoder.open(folder, TrainableCrossEncoder.Settings.USUAL);
 *         var optimizer = AdamW.of(model.parameters(), ParameterGroup.usual(2e-5, 0.01))) {
 *     for (int step = 0; step < steps; step++) {
 *         model.begin(step);
 *         try (Pass pass = model.forward(slates, Mode.TRAIN)) {
 *             double[] gradient = new double[pass.size()];
 *             double loss = ranknet.at(pass.scores(), targets, gradient);
 *             pass.backward(gradient);
 *         }
 *         double norm = optimizer.step(schedule.at(step), 1.0);
 *     }
 *     model.write(learnt);
 * }
 * }</pre>
 *
 * <p>Several passes before one {@code step} add up: that is gradient accumulation.
 */
@NullMarked
package dev.podium.torch.train;

import org.jspecify.annotations.NullMarked;
