package dev.podium.torch.adapter;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A difference to a few of a model's numbers: what sparse fine-tuning by a lottery ticket leaves.
 *
 * <p>A safetensors file with two tensors for each one that is changed: {@code NAME.indices}, int64, places in the tensor counted row
 * after row; {@code NAME.values}, what is added there. Several may be laid on, a language's and a task's, and their differences add.
 * Laying on copies the tensors that are changed; taking off puts the former ones back.
 *
 * <p>Source: Composable Sparse Fine-Tuning, arXiv 2110.07560, section 3.
 *
 * @since 0.1.0
 */
public final class SparseDelta implements Adapter {

    static final String FILE = "delta.safetensors";

    private static final String INDICES = ".indices";
    private static final String VALUES = ".values";

    private record Change(long[] indices, float[] values) {}

    private final Parameters parameters;
    private final SequencedMap<String, Change> changes;
    private final Replacements replacements;
    private final List<Tensor> changed = new ArrayList<>();

    private SparseDelta(Parameters parameters, SequencedMap<String, Change> changes) {
        this.parameters = parameters;
        this.changes = changes;
        this.replacements = new Replacements(parameters);
    }

    /**
     * Opens one for a model, without laying it on.
     *
     * @param file safetensors, or a folder with {@code delta.safetensors}
     * @param parameters of the model, which must have been built
     * @throws ModelUnavailableException if the file is missing, damaged or a pickle, or the model lacks what it changes
     */
    public static SparseDelta open(Path file, Parameters parameters) {
        try (Weights weights = AdapterFile.open(file, FILE)) {
            SequencedMap<String, Change> changes = new LinkedHashMap<>();
            for (String name : weights.names()) {
                if (name.endsWith(INDICES)) {
                    String tensor = name.substring(0, name.length() - INDICES.length());
                    String own = AdapterFile.inModel(parameters, tensor);
                    if (own == null) {
                        throw new ModelUnavailableException(
                                "The delta in %s changes a tensor \"%s\", which the model does not have.\nMaybe it is of another model."
                                        .formatted(file, tensor));
                    }
                    long size = Arrays.stream(parameters.source().shape(parameters.prefix() + own))
                            .reduce(1, (a, b) -> a * b);
                    changes.put(own, change(file, weights, tensor, size));
                } else if (!name.endsWith(VALUES)
                        || !weights.has(name.substring(0, name.length() - VALUES.length()) + INDICES)) {
                    throw new ModelUnavailableException(
                            "The tensor \"%s\" of %s must be NAME.indices or NAME.values, and have the other beside it."
                                    .formatted(name, file));
                }
            }
            return new SparseDelta(parameters, changes);
        }
    }

    /** @param size numbers of the tensor that is changed */
    private static Change change(Path file, Weights weights, String tensor, long size) {
        TensorView places = weights.tensor(tensor + INDICES);
        if (!weights.has(tensor + VALUES)) {
            throw new ModelUnavailableException(
                    "%s has \"%s%s\" and no values for them.".formatted(file, tensor, INDICES));
        }
        long[] indices = new long[Math.toIntExact(places.shape().elements())];
        places.copyTo(indices, 0);
        float[] values = weights.tensor(tensor + VALUES).floats();
        long[] sorted = indices.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] < 0 || sorted[i] >= size || (i > 0 && sorted[i] == sorted[i - 1])) {
                throw new ModelUnavailableException(
                        "The places of \"%s\" in %s must be in [0, %d), each once, and one is %d.\nMaybe the delta is of another model."
                                .formatted(tensor, file, size, sorted[i]));
            }
        }
        if (values.length != indices.length) {
            throw new ModelUnavailableException("The values of \"%s\" in %s (%d) must be as many as its places (%d)."
                    .formatted(tensor, file, values.length, indices.length));
        }
        return new Change(indices, values);
    }

    @Override
    public void lay() {
        if (!replacements.isEmpty()) {
            return;
        }
        boolean laid = false;
        try {
            for (var change : changes.entrySet()) {
                Tensor numbers = with(parameters.current(change.getKey()), change.getValue());
                changed.add(numbers);
                replacements.put(change.getKey(), numbers);
            }
            laid = true;
        } finally {
            if (!laid) {
                lift();
            }
        }
    }

    private Tensor with(Tensor current, Change change) {
        try (Scope _ = Scope.open()) {
            Tensor numbers = current.copy().pinned();
            Tensor places = Tensors.of(change.indices, change.indices.length).to(parameters.device());
            Tensor more = Tensors.of(change.values, change.values.length).to(parameters.device());
            Tensor flat = numbers.reshape(-1);
            flat.putInPlace(places, flat.pick(0, places).plus(more));
            return numbers;
        }
    }

    @Override
    public void lift() {
        replacements.takeBack();
        changed.forEach(Tensor::close);
        changed.clear();
    }

    /** How many numbers it changes. */
    public long size() {
        return changes.values().stream()
                .mapToLong(change -> change.values.length)
                .sum();
    }

    @Override
    public void close() {
        lift();
    }
}
