package dev.podium.torch.layer;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.weights.DType;
import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.util.List;
import java.util.Objects;

/**
 * The tensors of safetensors files, named as they are.
 *
 * <p>A float32 tensor that lies at a multiple of four bytes is the mapped file itself, so that it is in memory once however many
 * processes serve it; any other is converted into memory of its own.
 *
 * @param weights open as long as any of its tensors is used
 * @since 0.1.0
 */
public record WeightsSource(Weights weights) implements TensorSource {

    @Override
    public List<String> names() {
        return weights.names();
    }

    @Override
    public boolean has(String name) {
        return weights.has(name);
    }

    @Override
    public Tensor read(String name) {
        return read(view(name));
    }

    @Override
    public long[] shape(String name) {
        return view(name).shape().toArray();
    }

    private TensorView view(String name) {
        try {
            return weights.tensor(name);
        } catch (IllegalArgumentException e) {
            throw new ModelUnavailableException(Objects.requireNonNullElse(e.getMessage(), name), e);
        }
    }

    /** A view's numbers as float32, outside every scope: the mapped file itself where it can be, so never to be written to. */
    public static Tensor read(TensorView view) {
        long[] shape = view.shape().toArray();
        if (view.type() == DType.F32 && view.bytes().address() % Float.BYTES == 0) {
            return Tensors.mapped(view.bytes(), Kind.FLOAT32, shape).pinned();
        }
        Tensor tensor = Tensors.empty(Kind.FLOAT32, shape).pinned();
        view.copyTo(tensor.bytes(), 0);
        return tensor;
    }
}
