package dev.podium.onnx.export;

import dev.podium.weights.TensorView;
import org.jspecify.annotations.Nullable;

/**
 * A linear layer of the checkpoint.
 *
 * @param weight [out, in]
 * @param bias [out], where it has one
 */
record Linear(TensorView weight, @Nullable TensorView bias) {

    int out() {
        return Math.toIntExact(weight.shape().rows());
    }

    int in() {
        return Math.toIntExact(weight.shape().rowLength());
    }
}
