package dev.podium.torch.train;

import dev.podium.model.train.Mode;
import dev.podium.torch.layer.Dropout;
import dev.podium.torch.layer.Recomputation;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.torch.tensor.Torch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a forward pass came to, with all that backward needs, until it is closed. */
final class OpenOutput implements AutoCloseable {

    private final Tensor tensor;
    private final @Nullable Recomputation recomputation;
    private boolean opened;
    private boolean closed;

    private OpenOutput(Tensor tensor, @Nullable Recomputation recomputation, boolean opened) {
        this.tensor = tensor;
        this.recomputation = recomputation;
        this.opened = opened;
    }

    static OpenOutput of(Mode mode, long seed, Supplier<Tensor> forward) {
        try (Scope _ = Scope.open()) {
            return switch (mode) {
                case TRAIN -> new OpenOutput(Dropout.during(seed, forward).pinned(), null, true);
                case INFER -> {
                    try (Torch.Guard _ = Torch.withoutGradients()) {
                        yield new OpenOutput(forward.get().pinned(), null, false);
                    }
                }
            };
        }
    }

    static OpenOutput recomputing(long seed, Supplier<Tensor> forward) {
        Recomputation recomputation = new Recomputation();
        try (Scope _ = Scope.open()) {
            Tensor tensor = Dropout.during(seed, () -> recomputation.during(forward));
            return new OpenOutput(tensor.pinned(), recomputation, true);
        } catch (RuntimeException e) {
            recomputation.close();
            throw e;
        }
    }

    Tensor tensor() {
        if (closed) {
            throw new IllegalStateException("The pass is closed.\nMaybe read its scores before.");
        }
        return tensor;
    }

    /** @param gradient row after row */
    void backward(float[] gradient) {
        if (gradient.length != tensor().elements()) {
            throw new IllegalArgumentException("The gradient has %d numbers and must have %d, one for each output."
                    .formatted(gradient.length, tensor.elements()));
        }
        if (!opened) {
            throw refused();
        }
        opened = false;
        if (tensor.wantsGradient()) {
            try (Scope _ = Scope.open()) {
                tensor.backward(Tensors.of(gradient, tensor.shape()).to(tensor.device()));
            }
            if (recomputation != null) {
                recomputation.backward();
            }
        }
    }

    static IllegalStateException refused() {
        return new IllegalStateException(
                "The pass cannot go backward: it was made to score, or went backward before.\nMaybe forward in Mode.TRAIN, once for each backward.");
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            tensor.close();
            if (recomputation != null) {
                recomputation.close();
            }
        }
    }
}
