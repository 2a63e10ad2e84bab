package dev.podium.torch.train;

import dev.podium.model.train.Tuned;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.torch.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A few numbers anywhere in a network, found by a first training and trained in a second; written as the difference that they make.
 *
 * <p>Source: the lottery ticket of arXiv 2110.07560, section 3.1. There each number's way is also held short by a penalty in the loss,
 * which is the trainer's to add.
 */
final class MovingSparse implements Moving {

    private static final String FILE = "delta.safetensors";

    private final Tuned.Sparse tuned;
    private final Built built;
    private Map<String, long[]> chosen = Map.of();

    private MovingSparse(Tuned.Sparse tuned, Built built) {
        this.tuned = tuned;
        this.built = built;
    }

    static MovingSparse of(Tuned.Sparse tuned, Built built) {
        return new MovingSparse(tuned, built);
    }

    private Parameters parameters() {
        return built.parameters();
    }

    @Override
    public SequencedMap<String, Tensor> tensors() {
        SequencedMap<String, Tensor> all = new LinkedHashMap<>();
        parameters().tensors().forEach((name, tensor) -> {
            if (chosen.isEmpty() || chosen.containsKey(name) || built.fresh().test(name)) {
                all.put(name, tensor);
            }
        });
        return all;
    }

    @Override
    public Map<String, long[]> elements() {
        return chosen;
    }

    @Override
    public long size() {
        long fresh = 0;
        for (Tensor tensor : AdapterFolder.fresh(built).values()) {
            fresh += tensor.elements();
        }
        return fresh + tuned.numbers();
    }

    /** Those that may be chosen: what moves and is not new. */
    private SequencedMap<String, Tensor> candidates() {
        SequencedMap<String, Tensor> candidates = new LinkedHashMap<>();
        parameters().tensors().forEach((name, tensor) -> {
            if (tensor.wantsGradient() && !built.fresh().test(name)) {
                candidates.put(name, tensor);
            }
        });
        return candidates;
    }

    @Override
    public boolean rewind() {
        if (!chosen.isEmpty()) {
            return false;
        }
        SequencedMap<String, Tensor> candidates = candidates();
        Map<String, long[]> farthest =
                Farthest.of(List.copyOf(candidates.keySet()), name -> ways(name).floats(), tuned.numbers());
        if (farthest.isEmpty()) {
            throw new IllegalStateException(
                    "No number has moved, so none has moved farthest.\nMaybe train before, with a rate above 0.");
        }
        try (Torch.Guard _ = Torch.withoutGradients()) {
            parameters().tensors().forEach((name, tensor) -> {
                if (tensor.wantsGradient()) {
                    try (Tensor begun = parameters().source().read(name)) {
                        tensor.setInPlace(begun);
                    }
                }
            });
        }
        narrow(farthest);
        return true;
    }

    @Override
    public void narrow(Map<String, long[]> elements) {
        chosen = Map.copyOf(elements);
        candidates().forEach((name, tensor) -> {
            tensor.forgetGradient();
            tensor.wantGradient(chosen.containsKey(name));
        });
    }

    /** How far each number is from where it began, outside every scope. */
    private Tensor ways(String name) {
        Tensor now = parameters().current(name);
        try (Scope scope = Scope.open();
                Tensor begun = parameters().source().read(name)) {
            return scope.keep(now.detached().minus(begun.to(now.device())));
        }
    }

    @Override
    public void write(Path folder) throws IOException {
        if (chosen.isEmpty()) {
            throw new IllegalStateException(
                    "The numbers that move farthest are not chosen yet, so there is no difference to write.\nMaybe rewind after the first training.");
        }
        Files.createDirectories(folder);
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        try (Scope _ = Scope.open()) {
            for (String name : parameters().tensors().keySet()) {
                long[] places = chosen.get(name);
                if (places != null) {
                    Tensor ways = ways(name);
                    Tensor indices = Tensors.of(places, places.length);
                    tensors.put(name + ".indices", indices);
                    tensors.put(name + ".values", ways.reshape(-1).pick(0, indices.to(ways.device())));
                }
            }
            TensorFile.write(folder.resolve(FILE), tensors, Map.of("format", "pt"));
        }
        AdapterFolder.head(folder, built);
    }

    @Override
    public void close() {
        // The parameters are whose they were.
    }
}
