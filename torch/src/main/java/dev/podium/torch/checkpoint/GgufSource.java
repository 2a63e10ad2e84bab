package dev.podium.torch.checkpoint;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.layer.WeightsSource;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The tensors of a GGUF file as the reference implementation would have them in safetensors: by its names, in its layout.
 *
 * <p>Two layouts are undone while reading. llama.cpp turns neighbouring numbers of a query, the reference implementation a number of
 * the first half with one of the second; so files of the llama architecture have the rows of each head's queries and keys shuffled,
 * two halves like two halves of a deck. And norms of Gemma are stored with the one added that its code adds itself.
 *
 * <p>Quantised numbers become the float32 that ggml makes of them, bit for bit. A plain float32 tensor is the mapped file.
 */
final class GgufSource implements TensorSource {

    private final Weights weights;
    private final GgufArchitecture architecture;
    private final Config config;
    private final SequencedMap<String, TensorView> tensors;

    private GgufSource(
            Weights weights, GgufArchitecture architecture, Config config, SequencedMap<String, TensorView> tensors) {
        this.weights = weights;
        this.architecture = architecture;
        this.config = config;
        this.tensors = tensors;
    }

    /** @param config as {@link GgufConfig} reads it: how many heads there are */
    static GgufSource of(Weights weights, GgufArchitecture architecture, Config config) {
        GgufNames names = GgufNames.of(architecture);
        SequencedMap<String, TensorView> tensors = new LinkedHashMap<>();
        weights.tensors().forEach((name, view) -> names.of(name).ifPresent(own -> tensors.put(own, view)));
        return new GgufSource(weights, architecture, config, Collections.unmodifiableSequencedMap(tensors));
    }

    @Override
    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    @Override
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    @Override
    public long[] shape(String name) {
        return view(name).shape().toArray();
    }

    private TensorView view(String name) {
        TensorView view = tensors.get(name);
        if (view == null) {
            throw new ModelUnavailableException(
                    "%s has no tensor \"%s\" among its %d.\nMaybe it is a part of a model alone; it begins with %s."
                            .formatted(
                                    weights.source(),
                                    name,
                                    tensors.size(),
                                    tensors.keySet().stream().limit(3).toList()));
        }
        return view;
    }

    @Override
    public Tensor read(String name) {
        TensorView view = view(name);
        if (view.type().refusal().isPresent()) {
            throw new ModelUnavailableException(
                    "The numbers of tensor \"%s\" are stored as %s. %s\nMaybe take the model in another type, such as Q8_0."
                            .formatted(
                                    view.name(),
                                    view.type(),
                                    view.type().refusal().get()));
        }
        if (architecture.turnsNeighbours() && name.contains(".self_attn.q_proj.")) {
            return unshuffled(view, config.integer("num_attention_heads"));
        }
        if (architecture.turnsNeighbours() && name.contains(".self_attn.k_proj.")) {
            return unshuffled(view, config.integer("num_key_value_heads"));
        }
        if (architecture.normsWithOne() && name.endsWith("norm.weight")) {
            return lessOne(view);
        }
        return WeightsSource.read(view);
    }

    private static Tensor unshuffled(TensorView view, int heads) {
        long[] shape = view.shape().toArray();
        Tensor tensor = Tensors.empty(Kind.FLOAT32, shape).pinned();
        MemorySegment into = tensor.bytes();
        if (shape.length == 1) { // a bias
            float[] shuffled = view.floats();
            for (int row = 0; row < shuffled.length; row++) {
                into.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 4L * row, shuffled[stored(row, shuffled.length / heads)]);
            }
            return tensor;
        }
        int width = Math.toIntExact(shape[0] / heads);
        long bytes = 4 * view.shape().rowLength();
        for (int row = 0; row < shape[0]; row++) {
            view.copyRows(stored(row, width), 1, into, row * bytes);
        }
        return tensor;
    }

    /** Where a row is in the file: the first half of a head in its even rows, the second in the odd ones. */
    private static int stored(int row, int width) {
        int within = row % width;
        int half = width / 2;
        return row - within + (within < half ? 2 * within : 2 * (within - half) + 1);
    }

    private static Tensor lessOne(TensorView view) {
        float[] numbers = view.floats();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] -= 1;
        }
        return Tensors.of(numbers, numbers.length).pinned();
    }
}
