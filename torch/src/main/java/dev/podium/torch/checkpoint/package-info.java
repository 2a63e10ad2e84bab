/**
 * Checkpoints as they lie on disk: configuration and mapped weights, from safetensors or GGUF, by one set of names.
 *
 * <pre>{@code
 * try (Checkpoint checkpoint = Checkpoint.open(folder);
 *         Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU)) {
 *     ...
 * }
 * }</pre>
 */
@NullMarked
package dev.podium.torch.checkpoint;

import org.jspecify.annotations.NullMarked;
