/**
 * Numbers in native memory: the small part of libtorch that networks need, in the words of Java.
 *
 * <p>Nothing else in Podium sees the binding beneath, so that it can be exchanged. A {@link dev.podium.torch.tensor.Tensor} is a
 * value with arithmetic; a {@link dev.podium.torch.tensor.Scope} frees what a step made; {@link dev.podium.torch.tensor.Functional}
 * has the calls that networks are built of.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open()) {
 *     Tensor x = Tensors.of(new float[] {1, 2, 3, 4}, 2, 2);
 *     Tensor y = Functional.linear(x, weight, bias).softmax(-1);
 *     float[] probabilities = y.floats();                 // [row][class], row after row
 * }                                                       // x, y and what lay between are freed
 * }</pre>
 *
 * <p>Read next: {@code dev.podium.torch.layer}, what a checkpoint's tensors are made into.
 */
@NullMarked
package dev.podium.torch.tensor;

import org.jspecify.annotations.NullMarked;
