package dev.podium.torch.checkpoint;

import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors of a T5 that was saved with the wrappers of Fusion-in-Decoder's code around its encoder, under T5's own names:
 * {@code encoder.encoder.block.0.module.layer...} is {@code encoder.block.0.layer...}.
 *
 * @param inner the tensors as they are stored
 * @param stored their names, by T5's own
 * @since 0.1.0
 */
public record Unwrapped(TensorSource inner, Map<String, String> stored) implements TensorSource {

    /** Those of a file; one without wrappers is as it was. */
    public static Unwrapped of(TensorSource source) {
        Map<String, String> stored = new LinkedHashMap<>();
        for (String name : source.names()) {
            stored.put(
                    name.replaceFirst("^encoder\\.encoder\\.", "encoder.")
                            .replaceFirst("^(encoder\\.block\\.\\d+\\.)module\\.", "$1"),
                    name);
        }
        return new Unwrapped(source, stored);
    }

    @Override
    public List<String> names() {
        return List.copyOf(stored.keySet());
    }

    @Override
    public boolean has(String name) {
        return stored.containsKey(name);
    }

    @Override
    public Tensor read(String name) {
        return inner.read(stored.getOrDefault(name, name));
    }

    @Override
    public long[] shape(String name) {
        return inner.shape(stored.getOrDefault(name, name));
    }
}
