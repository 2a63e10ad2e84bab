package dev.podium.torch.adapter;

import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** A checkpoint with the whole tensors of an adapter that it lacks; the adapter's file is closed at once. */
final class Completed implements TensorSource {

    private final TensorSource base;
    private final SequencedMap<String, float[]> more = new LinkedHashMap<>();
    private final SequencedMap<String, long[]> shapes = new LinkedHashMap<>();

    Completed(TensorSource base, Weights adapter) {
        this.base = base;
        try (adapter) {
            for (TensorView view : adapter.tensors().values()) {
                String name = Lora.module(view.name());
                if (!Lora.isOfPair(view.name()) && !base.has(name)) {
                    more.put(name, view.floats());
                    shapes.put(name, view.shape().toArray());
                }
            }
        }
    }

    @Override
    public List<String> names() {
        return Stream.concat(base.names().stream(), more.keySet().stream()).toList();
    }

    @Override
    public boolean has(String name) {
        return more.containsKey(name) || base.has(name);
    }

    @Override
    public Tensor read(String name) {
        float[] numbers = more.get(name);
        long[] shape = shapes.get(name);
        return numbers == null || shape == null
                ? base.read(name)
                : Tensors.of(numbers, shape).pinned();
    }

    @Override
    public long[] shape(String name) {
        long[] shape = shapes.get(name);
        return shape == null ? base.shape(name) : shape.clone();
    }
}
