package dev.podium.torch.train;

import dev.podium.file.BadDataException;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.torch.tensor.Torch;
import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A run in one file, to go on with bit for bit as if it had not been interrupted: trained weights, moments, and where it was.
 *
 * <p>A safetensors file: {@code weight.NAME}, and of each weight that has moved {@code exp_avg.NAME}, {@code exp_avg_sq.NAME} and {@code
 * step.NAME}; of one that is trained at some elements alone {@code elements.NAME}. Frozen weights are in the checkpoint that training began from. Schedules, batches and dropout follow from the number of the
 * step, so that is all there is. An interruption while it is written leaves the one before.
 *
 * @since 0.1.0
 */
public final class Snapshot {

    private static final String STEP = "podium.step";
    private static final String WEIGHT = "weight.";
    private static final String FIRST = "exp_avg.";
    private static final String SECOND = "exp_avg_sq.";
    private static final String STEPS = "step.";
    private static final String ELEMENTS = "elements.";

    private Snapshot() {}

    /**
     * Keeps a run. Gradients are not kept: between two steps there are none.
     *
     * @param step where the run is, in the caller's own count
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, AdamW optimizer, long step) throws IOException {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        for (AdamW.Slot slot : optimizer.slots()) {
            tensors.put(WEIGHT + slot.name(), slot.weight());
            Tensor elements = slot.elements();
            if (elements != null) {
                tensors.put(ELEMENTS + slot.name(), elements);
            }
            if (slot.moved()) {
                tensors.put(FIRST + slot.name(), slot.moments().first());
                tensors.put(SECOND + slot.name(), slot.moments().second());
                tensors.put(STEPS + slot.name(), slot.moments().steps());
            }
        }
        TensorFile.write(file, tensors, Map.of(STEP, Long.toString(step)));
    }

    /**
     * Puts a run back: weights and moments are as they were.
     *
     * @param optimizer over the same parameters as the one that was kept
     * @return where the run was
     * @throws BadDataException if the file is of another run; nothing has changed then
     * @throws IOException if the file cannot be read
     */
    public static long read(Path file, AdamW optimizer) throws IOException {
        try (Weights kept = Weights.open(file);
                Torch.Guard _ = Torch.withoutGradients();
                Scope _ = Scope.open()) {
            check(kept, optimizer);
            for (AdamW.Slot slot : optimizer.slots()) {
                slot.weight().setInPlace(tensor(kept, WEIGHT + slot.name()));
                slot.weight().forgetGradient();
                slot.forgetMoments();
                if (kept.has(STEPS + slot.name())) {
                    slot.moments().first().setInPlace(tensor(kept, FIRST + slot.name()));
                    slot.moments().second().setInPlace(tensor(kept, SECOND + slot.name()));
                    slot.moments().steps().setInPlace(tensor(kept, STEPS + slot.name()));
                }
            }
            return Long.parseLong(kept.metadata().text(STEP));
        }
    }

    /**
     * The elements that alone were trained, by weight; none where all were trained whole.
     *
     * @throws IOException if the file cannot be read
     */
    static Map<String, long[]> elements(Path file) throws IOException {
        try (Weights kept = Weights.open(file)) {
            Map<String, long[]> all = new LinkedHashMap<>();
            for (String name : kept.names()) {
                if (name.startsWith(ELEMENTS)) {
                    TensorView view = kept.tensor(name);
                    long[] elements = new long[Math.toIntExact(view.shape().elements())];
                    view.copyTo(elements, 0);
                    all.put(name.substring(ELEMENTS.length()), elements);
                }
            }
            return all;
        }
    }

    private static void check(Weights kept, AdamW optimizer) {
        if (!kept.metadata().has(STEP)) {
            throw broken(
                    kept,
                    "A snapshot must say where the run was, and this does not.",
                    "Maybe it is a checkpoint of a model.");
        }
        List<String> there = kept.names().stream()
                .filter(name -> name.startsWith(WEIGHT))
                .map(name -> name.substring(WEIGHT.length()))
                .sorted()
                .toList();
        List<String> here =
                optimizer.slots().stream().map(AdamW.Slot::name).sorted().toList();
        if (!there.equals(here)) {
            throw broken(
                    kept,
                    "The weights that it keeps (%d) must be those that are trained (%d), by name."
                            .formatted(there.size(), here.size()),
                    "Maybe other parameters are frozen.");
        }
        for (AdamW.Slot slot : optimizer.slots()) {
            same(kept, WEIGHT + slot.name(), slot.weight().shape());
            if (kept.has(STEPS + slot.name())) {
                same(kept, FIRST + slot.name(), slot.shapeOfMoments());
                same(kept, SECOND + slot.name(), slot.shapeOfMoments());
                same(kept, STEPS + slot.name(), 1);
            }
        }
    }

    private static void same(Weights kept, String name, long... shape) {
        if (!kept.has(name) || !Arrays.equals(kept.tensor(name).shape().toArray(), shape)) {
            throw broken(
                    kept,
                    "It must keep \"%s\" in the shape %s, and does not.".formatted(name, Arrays.toString(shape)),
                    "Maybe it is of another model, or other elements were trained.");
        }
    }

    private static BadDataException broken(Weights kept, String law, String advice) {
        return new BadDataException(kept.source(), 0, "", law, advice);
    }

    private static Tensor tensor(Weights kept, String name) {
        TensorView view = kept.tensor(name);
        Tensor tensor = Tensors.empty(Kind.FLOAT32, view.shape().toArray());
        view.copyTo(tensor.bytes(), 0);
        return tensor;
    }
}
