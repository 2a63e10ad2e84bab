package dev.podium.torch.layer;

import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Tensor;

/**
 * Divided by the root of the mean square along the last dimension, then times the weight.
 *
 * @param weight [width]; families that store the weight less one (Gemma) give it with one added
 * @param epsilon added to the mean square
 * @since 0.1.0
 */
public record RmsNorm(Tensor weight, double epsilon) {

    /** @param x [..., width] */
    public Tensor of(Tensor x) {
        return Functional.rmsNorm(x, weight, epsilon);
    }
}
