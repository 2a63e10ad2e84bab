package dev.podium.torch.adapter;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A PEFT LoRA: {@code W x + s B (A x)} in place of {@code W x}, for some linear layers of a model.
 *
 * <p>Laid on, it costs two thin products a layer and leaves the weights alone, however they are held. {@link #merge Merged}, it costs
 * nothing while calculating, and the weights must be float32; taking it off puts the former weights back, not the difference. Heads
 * and biases that were trained whole ({@code modules_to_save}, {@code bias}) stand in for the model's own meanwhile.
 *
 * <p>Source: LoRA, arXiv 2106.09685, equation 3; rank-stabilised scale, arXiv 2312.03732; files as PEFT 0.21 writes them.
 *
 * @since 0.1.0
 */
public final class Lora implements Adapter {

    private static final String FILE = "adapter_model.safetensors";
    private static final List<String> PREFIXES = List.of("base_model.model.", "base_model.");
    static final String DOWN = ".lora_A.weight";
    static final String UP = ".lora_B.weight";
    private static final String UP_BIAS = ".lora_B.bias";

    /** A layer's change. @param b with the scale in it @param bias with the scale in it, or none */
    private record Change(
            Linear linear, Tensor a, Tensor b, @Nullable Tensor bias) implements Linear.Addition {

        @Override
        public Tensor to(Tensor x, Tensor y) {
            return y.plus(Functional.linear(Functional.linear(x, a, null), b, bias));
        }

        Tensor merged() {
            try (Scope _ = Scope.open()) {
                return linear.weight().plus(b.matmul(a)).pinned();
            }
        }

        void close() {
            a.close();
            b.close();
            if (bias != null) {
                bias.close();
            }
        }
    }

    private enum State {
        OFF,
        LAID,
        MERGED
    }

    private final List<Change> changes;
    private final SequencedMap<String, Tensor> whole;
    private final Replacements replacements;
    private final List<Tensor> merged = new ArrayList<>();
    private final List<Tensor> former = new ArrayList<>();
    private State state = State.OFF;

    private Lora(List<Change> changes, SequencedMap<String, Tensor> whole, Replacements replacements) {
        this.changes = changes;
        this.whole = whole;
        this.replacements = replacements;
    }

    /**
     * Opens one for a model, without laying it on.
     *
     * @param folder with {@code adapter_config.json} and {@code adapter_model.safetensors}
     * @param parameters of the model, which must have been built: layers are found among those that it has asked for
     * @throws ModelUnavailableException if a file is missing, damaged or a pickle, it is another kind of adapter (DoRA and others), or
     *     the model lacks what it changes
     */
    public static Lora open(Path folder, Parameters parameters) {
        LoraConfig config = LoraConfig.read(folder);
        try (Weights weights = AdapterFile.open(folder, FILE)) {
            return new Opening(folder, config, weights, parameters).lora();
        }
    }

    /**
     * A checkpoint's tensors and, where it has none of their names, those that the adapter holds whole: a decoder's checkpoint becomes one
     * with the head that was trained with the adapter.
     *
     * @param base asked for everything else
     */
    public static TensorSource completed(TensorSource base, Path folder) {
        LoraConfig.read(folder);
        return new Completed(base, AdapterFile.open(folder, FILE));
    }

    /**
     * Whether it was trained to classify sequences: then a base that writes is read with the head that the adapter brings.
     *
     * @throws ModelUnavailableException if the folder holds no LoRA
     */
    public static boolean classifies(Path folder) {
        return Config.read(folder.resolve("adapter_config.json"))
                .textOr("", "task_type")
                .equals("SEQ_CLS");
    }

    /**
     * Opens one that stays as long as its model: merged where weights can be changed, laid on where they are rounded.
     *
     * @return to be closed before the parameters
     * @throws ModelUnavailableException as {@link #open} does
     */
    public static Lora settled(Path folder, Parameters parameters) {
        Lora lora = open(folder, parameters);
        if (lora.changes.stream().allMatch(one -> one.linear.numbers() == Numbers.FLOAT32 && one.bias == null)) {
            lora.merge();
        } else {
            lora.lay();
        }
        return lora;
    }

    static String module(String name) {
        for (String prefix : PREFIXES) {
            if (name.startsWith(prefix)) {
                return name.substring(prefix.length());
            }
        }
        return name;
    }

    static boolean isOfPair(String name) {
        return name.contains(".lora_");
    }

    /** One being opened. */
    private record Opening(Path folder, LoraConfig config, Weights weights, Parameters parameters) {

        Lora lora() {
            List<Change> changes = new ArrayList<>();
            SequencedMap<String, Tensor> whole = new LinkedHashMap<>();
            boolean opened = false;
            try {
                for (String name : weights.names()) {
                    if (name.endsWith(DOWN)) {
                        changes.add(change(name.substring(0, name.length() - DOWN.length())));
                    } else if (!isOfPair(name)) {
                        whole.put(tensor(module(name)), AdapterFile.read(weights, name, parameters.device()));
                    } else if (!name.endsWith(UP) && !name.endsWith(UP_BIAS)) {
                        throw new ModelUnavailableException(
                                "The LoRA in %s has a tensor \"%s\", of a kind that is not known here (DoRA's magnitudes, or for embeddings).\nMaybe merge it into the model with PEFT, and open that."
                                        .formatted(folder, name));
                    }
                }
                complete(changes);
                opened = true;
                return new Lora(List.copyOf(changes), whole, new Replacements(parameters));
            } finally {
                if (!opened) {
                    changes.forEach(Change::close);
                    whole.values().forEach(Tensor::close);
                }
            }
        }

        private Change change(String path) {
            String module = module(path);
            Linear linear = linear(module);
            Tensor a = AdapterFile.read(weights, path + DOWN, parameters.device());
            Tensor b = AdapterFile.read(weights, path + UP, parameters.device());
            int rank = config.rankOf(module);
            if (a.size(0) != rank || b.size(1) != rank || a.size(1) != linear.in() || b.size(0) != linear.out()) {
                String message =
                        "The matrices of \"%s\" in %s (%d x %d and %d x %d) must have the rank %d and fit the model's layer (%d to %d).\nMaybe the adapter is of another model."
                                .formatted(
                                        module,
                                        folder,
                                        a.size(0),
                                        a.size(1),
                                        b.size(0),
                                        b.size(1),
                                        rank,
                                        linear.in(),
                                        linear.out());
                a.close();
                b.close();
                throw new ModelUnavailableException(message);
            }
            double scale = config.scaleOf(module);
            Tensor bias = weights.has(path + UP_BIAS)
                    ? AdapterFile.read(weights, path + UP_BIAS, parameters.device())
                            .timesInPlace(scale)
                    : null;
            return new Change(linear, a, b.timesInPlace(scale), bias);
        }

        /** The model's layer: by its name, or the one whose name ends so or begins further out, since a model's own name may be missing. */
        private Linear linear(String module) {
            Map<String, Linear> linears = parameters.linears();
            Linear exact = linears.get(module);
            if (exact != null) {
                return exact;
            }
            List<String> alike = linears.keySet().stream()
                    .filter(name -> name.endsWith("." + module) || module.endsWith("." + name))
                    .toList();
            if (alike.size() != 1) {
                throw new ModelUnavailableException(
                        "The LoRA in %s changes a layer \"%s\", which the model does not have.\nMaybe the adapter is of another model, whose layers are not %s."
                                .formatted(
                                        folder,
                                        module,
                                        linears.keySet().stream().limit(3).toList()));
            }
            return java.util.Objects.requireNonNull(linears.get(alike.getFirst()));
        }

        private String tensor(String name) {
            String own = AdapterFile.inModel(parameters, name);
            if (own == null) {
                throw new ModelUnavailableException(
                        "The LoRA in %s has a whole tensor \"%s\", which the model does not have.\nMaybe it is a head that the checkpoint lacks: open the model by Lora.completed."
                                .formatted(folder, name));
            }
            return own;
        }

        /** A layer that the configuration names and the file lacks would be left unchanged in silence. */
        private void complete(List<Change> changes) {
            if (changes.isEmpty()) {
                throw new ModelUnavailableException("The LoRA in %s changes no layer: its file has %s."
                        .formatted(folder, weights.names().stream().limit(3).toList()));
            }
            for (Map.Entry<String, Linear> linear : parameters.linears().entrySet()) {
                boolean changed = changes.stream().anyMatch(change -> change.linear.equals(linear.getValue()));
                boolean exact = config.targets().expression() == null;
                if (exact && !changed && config.targets().has(linear.getKey())) {
                    throw new ModelUnavailableException(
                            "The LoRA in %s should change the layer \"%s\" (target_modules), and its file has nothing for it.\nMaybe the download is not complete."
                                    .formatted(folder, linear.getKey()));
                }
            }
        }
    }

    @Override
    public void lay() {
        if (state == State.MERGED) {
            lift();
        }
        if (state == State.OFF) {
            changes.forEach(change -> change.linear.attach(change));
            whole.forEach(replacements::put);
            state = State.LAID;
        }
    }

    /**
     * Adds it to the weights themselves, in copies that stand in for them: as fast as the model alone, and not to the last bit what
     * {@link #lay} gives.
     *
     * @throws IllegalStateException if weights are not held as float32; then nothing has changed
     */
    public void merge() {
        lift();
        try {
            for (Change change : changes) {
                if (change.bias != null) {
                    throw new IllegalStateException(
                            "The LoRA has a bias for \"%s\" of its own, which cannot be merged.\nMaybe lay it on instead."
                                    .formatted(change.linear.name()));
                }
                Tensor weight = change.merged();
                merged.add(weight);
                former.add(change.linear.exchange(weight));
            }
            whole.forEach(replacements::put);
            state = State.MERGED;
        } finally {
            if (state != State.MERGED) {
                unmerge();
            }
        }
    }

    private void unmerge() {
        for (int i = 0; i < former.size(); i++) {
            Linear linear = changes.get(i).linear;
            Replacements.refuseUnlessLast(linear.weight(), merged.get(i), linear.name());
        }
        replacements.takeBack();
        for (int i = former.size() - 1; i >= 0; i--) {
            changes.get(i).linear.exchange(former.get(i));
        }
        former.clear();
        merged.forEach(Tensor::close);
        merged.clear();
    }

    @Override
    public void lift() {
        switch (state) {
            case OFF -> {}
            case LAID -> {
                replacements.takeBack();
                changes.reversed().forEach(change -> change.linear.detach(change));
            }
            case MERGED -> unmerge();
        }
        state = State.OFF;
    }

    /** How many layers it changes. */
    public int layers() {
        return changes.size();
    }

    @Override
    public void close() {
        lift();
        changes.forEach(Change::close);
        whole.values().forEach(Tensor::close);
        whole.clear();
    }
}
