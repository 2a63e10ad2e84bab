package dev.podium.torch.layer;

import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * To mean 0 and variance 1 along the last dimension, then times weight plus bias.
 *
 * @param weight [width], or none
 * @param bias [width], or none
 * @param epsilon added to the variance
 * @since 0.1.0
 */
public record LayerNorm(@Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {

    /** @param x [..., width] */
    public Tensor of(Tensor x) {
        return Functional.layerNorm(x, weight, bias, epsilon);
    }
}
