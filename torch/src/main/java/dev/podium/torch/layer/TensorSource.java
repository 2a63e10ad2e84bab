package dev.podium.torch.layer;

import dev.podium.torch.tensor.Tensor;
import java.util.List;

/**
 * Where the tensors of a checkpoint come from, by the names of the model's own code.
 *
 * <p>The names are those of the reference implementation, such as {@code model.layers.0.self_attn.q_proj.weight}, whatever the file
 * calls them: a source of another format translates names and layouts.
 *
 * @since 0.1.0
 */
public interface TensorSource {

    /** The names of all tensors. */
    List<String> names();

    /** Whether there is a tensor of this name. */
    boolean has(String name);

    /**
     * A tensor as float32 in the main memory, outside every scope; whoever asks closes it.
     *
     * <p>It may lie in the mapped file itself: never write to it.
     *
     * @throws dev.podium.model.ModelUnavailableException if there is none of this name; the message has the nearest
     */
    Tensor read(String name);

    /** The sizes of a tensor, outermost first. */
    long[] shape(String name);
}
