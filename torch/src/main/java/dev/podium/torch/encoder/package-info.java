/**
 * Networks that read a whole text at once: BERT and its kin, written once.
 *
 * <p>BERT, RoBERTa, XLM-R, CamemBERT, DistilBERT, ALBERT, ELECTRA, MPNet, DeBERTa v2 and v3, and ModernBERT differ in names, in where
 * the norms stand, and in how places matter. The first two are data: an {@link dev.podium.torch.encoder.EncoderSpec}, read from
 * {@code config.json} by {@link dev.podium.torch.encoder.Families}. The last one is a strategy, {@code Places}, with a file for each
 * that there is: nothing inside attention, a bias by distance (MPNet), disentangled (DeBERTa), rotation and windows (ModernBERT).
 *
 * <pre>{@code
 * try (Checkpoint checkpoint = Checkpoint.open(folder);
 *         Encoder encoder = Encoder.open(checkpoint, Numbers.FLOAT32, Device.CPU);
 *         Scope scope = Scope.open()) {
 *     TokenBatch batch = TokenBatch.of(List.of(new int[] {101, 7592, 102}, new int[] {101, 2088, 999, 102}));
 *     Tensor hidden = encoder.hidden(batch, Observer.NONE);        // [7 tokens, width]
 * }
 * }</pre>
 *
 * <p>Read next: {@link dev.podium.torch.encoder.Encoder}, the loop over the layers; then {@code dev.podium.torch.head}, what is made
 * of its vectors.
 */
@NullMarked
package dev.podium.torch.encoder;

import org.jspecify.annotations.NullMarked;
