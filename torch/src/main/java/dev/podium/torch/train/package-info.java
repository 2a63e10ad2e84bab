/**
 * Learning: what stands between a loss, which knows no tensor, and the weights of a network.
 *
 * <p>A checkpoint is opened with what it shall learn to be: a {@link dev.podium.torch.train.TrainableCrossEncoder}, a {@link
 * dev.podium.torch.train.TrainableBiEncoder}, a {@link dev.podium.torch.train.TrainableLanguageModel}, a {@link
 * dev.podium.torch.train.TrainableMvp}:
 *
 * <pre>{@code
 * Tuning tuning = Tuning.of(Tuning.Head.LANGUAGE_MODEL, 1e-4).tuned(new Tuned.Lora(16, 32, 0.05, List.of()));
 * try (TrainableModel model = TrainableLanguageModel.open(folder, tuning)) {
 *     TrainableWriting writing = model.as(TrainableWriting.class);
 *     for (int step = 0; step < steps; step++) {
 *         model.begin(step);
 *         try (WritingPass pass = writing.forward(lessons, Mode.TRAIN)) {
 *             pass.backward(ofLogProbs, ofLogits);              // what a loss says of pass.logProbs() and pass.logits()
 *         }
 *         double norm = model.step(schedule.at(step), 1.0);
 *     }
 *     model.write(learnt);                                      // the adapter alone, as PEFT writes one
 * }
 * }</pre>
 *
 * <p>Inside: {@link dev.podium.torch.train.Moving} says which numbers move, all or those of an adapter, and writes them; {@link
 * dev.podium.torch.train.TorchLearner} has the optimiser, {@link dev.podium.torch.train.AdamW}, and the chances; an {@link
 * dev.podium.torch.train.OpenOutput} holds a forward pass open and takes its gradient back. A {@link dev.podium.torch.train.Snapshot}
 * keeps a run so that it goes on bit for bit as if it had not been interrupted.
 *
 * <p>Several passes before one {@code step} add up: that is gradient accumulation.
 */
@NullMarked
package dev.podium.torch.train;

import org.jspecify.annotations.NullMarked;
