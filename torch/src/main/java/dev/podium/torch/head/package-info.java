/**
 * What is made of a backbone's vectors: labels for a text, words for a place, a mark for a token, one vector for all.
 *
 * <p>{@link dev.podium.torch.head.HeadKind} tells which of them a checkpoint has, by its {@code architectures} and its weights.
 *
 * <pre>{@code
 * try (Checkpoint checkpoint = Checkpoint.open(folder);
 *         SequenceClassifier classifier = SequenceClassifier.open(checkpoint, Numbers.FLOAT32, Device.CPU);
 *         Scope scope = Scope.open()) {
 *     float[] logits = classifier.logits(batch).floats();           // [sequence][label]
 * }
 * }</pre>
 */
@NullMarked
package dev.podium.torch.head;

import org.jspecify.annotations.NullMarked;
