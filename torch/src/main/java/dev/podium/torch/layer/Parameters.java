package dev.podium.torch.layer;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one model, taken from its checkpoint as layers ask for them, each once.
 *
 * <p>Seen from a place in the tree of names: {@code parameters.at("encoder.layer.0")} is the same store, and a layer says {@code
 * linear("attention.self.query")} wherever it stands. Owns every tensor it read, and frees them when it is closed.
 *
 * @since 0.1.0
 */
public final class Parameters implements AutoCloseable {

    private static final Map<String, String> OLD_NAMES =
            Map.of("LayerNorm.weight", "LayerNorm.gamma", "LayerNorm.bias", "LayerNorm.beta");

    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";

    private final Store store;
    private final String prefix;

    private Parameters(Store store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    /** Parameters to calculate with. @param source asked until this is closed */
    public static Parameters of(TensorSource source, Numbers numbers, Device device) {
        return new Parameters(new Store(source, numbers, device, name -> false), "");
    }

    /**
     * Parameters some of which are to be trained: these are copies in memory of their own, and want gradients.
     *
     * @param trained by full name
     */
    public static Parameters trainable(TensorSource source, Device device, Predicate<String> trained) {
        return new Parameters(new Store(source, Numbers.FLOAT32, device, trained), "");
    }

    /** The same store, seen from further in. @param path such as {@code encoder.layer.0} */
    public Parameters at(String path) {
        return new Parameters(store, prefix + path + ".");
    }

    /** {@link #at} if any name begins so, else this: checkpoints of a bare model leave out the name of the model. */
    public Parameters atIfThere(String path) {
        return hasUnder(path) ? at(path) : this;
    }

    /** Whether any name begins with this path. */
    public boolean hasUnder(String path) {
        String start = prefix + path + ".";
        return store.source.names().stream().anyMatch(name -> name.startsWith(start));
    }

    /** Whether there is a tensor of this name. */
    public boolean has(String name) {
        return store.source.has(stored(name));
    }

    private String stored(String name) {
        String full = prefix + name;
        if (!store.source.has(full)) {
            for (Map.Entry<String, String> old : OLD_NAMES.entrySet()) {
                String other = full.endsWith(old.getKey())
                        ? full.substring(0, full.length() - old.getKey().length()) + old.getValue()
                        : full;
                if (store.source.has(other)) {
                    return other;
                }
            }
        }
        return full;
    }

    /**
     * A tensor, the same object each time.
     *
     * @throws ModelUnavailableException if there is none
     */
    public Tensor tensor(String name) {
        return store.tensor(stored(name));
    }

    /** A tensor, or null if there is none. */
    public @Nullable Tensor tensorIfThere(String name) {
        return has(name) ? tensor(name) : null;
    }

    /** A linear layer: {@code name.weight}, and {@code name.bias} if it is there. */
    public Linear linear(String name) {
        return linear(name, store.numbers);
    }

    /** A linear layer that is float32 always: heads, whose outputs are what is compared. */
    public Linear head(String name) {
        return linear(name, Numbers.FLOAT32);
    }

    private Linear linear(String name, Numbers numbers) {
        String full = prefix + name;
        Linear known = store.linears.get(full);
        if (known != null) {
            return known;
        }
        Tensor bias = tensorIfThere(name + ".bias");
        Linear linear;
        if (numbers == Numbers.FLOAT32) {
            linear = Linear.of(full, tensor(name + ".weight"), bias, numbers);
        } else {
            try (Tensor weight = store.read(stored(name + ".weight"))) {
                linear = Linear.of(full, weight, bias, numbers);
            }
        }
        store.linears.put(full, linear);
        return linear;
    }

    /** A linear layer whose weights are those of another tensor, such as a head tied to the embeddings. */
    public Linear tied(String name, Tensor weight) {
        return store.linears.computeIfAbsent(
                prefix + name, full -> Linear.of(full, weight, tensorIfThere(name + ".bias"), Numbers.FLOAT32));
    }

    /** A layer norm: {@code name.weight}, {@code name.bias}, either of which may be missing. */
    public LayerNorm layerNorm(String name, double epsilon) {
        return new LayerNorm(tensorIfThere(name + ".weight"), tensorIfThere(name + ".bias"), epsilon);
    }

    /**
     * Calculates with other numbers for a tensor from here on, wherever it is used.
     *
     * <p>At a time when nobody calculates. To undo several changes to one tensor, put the former numbers back in the reverse order.
     *
     * @param name of a tensor that was asked for
     * @param numbers float32 of its shape; of the weights of a linear layer, whoever gives them keeps them as long as they are used
     * @return the numbers so far, to be put back; the caller's, but for weights of a linear layer
     * @throws ModelUnavailableException if the model does not use such a tensor, or holds it rounded
     */
    public Tensor exchange(String name, Tensor numbers) {
        String full = stored(name);
        Linear linear =
                full.endsWith(WEIGHT) ? store.linears.get(full.substring(0, full.length() - WEIGHT.length())) : null;
        if (linear != null) {
            return linear.exchange(numbers);
        }
        Tensor held = store.tensors.get(full);
        if (held == null) {
            throw unused(full);
        }
        if (full.endsWith(BIAS)) {
            Linear of = store.linears.get(full.substring(0, full.length() - BIAS.length()));
            if (of != null && of.numbers() == Numbers.INT8) {
                throw new ModelUnavailableException(
                        "The bias of \"%s\" is held with weights of int8, and cannot be exchanged.\nMaybe open the model with numbers=float32."
                                .formatted(of.name()));
            }
        }
        store.exchanges++;
        return held.exchange(numbers);
    }

    /**
     * The numbers that a tensor has now, after all exchanges: never to be written to.
     *
     * @throws ModelUnavailableException if the model does not use such a tensor
     * @throws IllegalStateException if they are held rounded
     */
    public Tensor current(String name) {
        String full = stored(name);
        Linear linear =
                full.endsWith(WEIGHT) ? store.linears.get(full.substring(0, full.length() - WEIGHT.length())) : null;
        if (linear != null) {
            return linear.weight();
        }
        Tensor held = store.tensors.get(full);
        if (held == null) {
            throw unused(full);
        }
        return held;
    }

    private static ModelUnavailableException unused(String full) {
        return new ModelUnavailableException(
                "The model does not use a tensor \"%s\", so its numbers can be neither seen nor exchanged.\nMaybe it was opened without the head that has it."
                        .formatted(full));
    }

    /**
     * How often anything here was changed: additions, weights, tensors. Who keeps between calls what was calculated forgets it when
     * this number is another.
     */
    public long changes() {
        long changes = store.exchanges;
        for (Linear linear : store.linears.values()) {
            changes += linear.changes();
        }
        return changes;
    }

    /** All tensors that were asked for, by full name, in that order; without those held by layers in another form. */
    public SequencedMap<String, Tensor> tensors() {
        return Collections.unmodifiableSequencedMap(store.tensors);
    }

    /** All linear layers that were asked for, by full name: where adapters are laid on. */
    public SequencedMap<String, Linear> linears() {
        return Collections.unmodifiableSequencedMap(store.linears);
    }

    /** Where the tensors are. */
    public Device device() {
        return store.device;
    }

    /** Where the tensors come from. */
    public TensorSource source() {
        return store.source;
    }

    /** The name of this place, with a full stop behind it; empty at the root. */
    public String prefix() {
        return prefix;
    }

    @Override
    public void close() {
        store.linears.values().forEach(Linear::close);
        store.tensors.values().forEach(Tensor::close);
        store.linears.clear();
        store.tensors.clear();
    }

    private static final class Store {

        private final TensorSource source;
        private final Numbers numbers;
        private final Device device;
        private final Predicate<String> trained;
        private final SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        private final SequencedMap<String, Linear> linears = new LinkedHashMap<>();
        private long exchanges;

        Store(TensorSource source, Numbers numbers, Device device, Predicate<String> trained) {
            this.source = source;
            this.numbers = numbers;
            this.device = device;
            this.trained = trained;
        }

        Tensor tensor(String full) {
            Tensor known = tensors.get(full);
            if (known == null) {
                known = read(full);
                if (trained.test(full)) {
                    Tensor mapped = known;
                    // A mapped file cannot be written to: what is trained needs memory of its own.
                    known = mapped.copy().pinned();
                    mapped.close();
                    known.wantGradient(true);
                }
                tensors.put(full, known);
            }
            return known;
        }

        Tensor read(String full) {
            Tensor tensor = source.read(full);
            if (tensor.device().equals(device)) {
                return tensor;
            }
            Tensor there = tensor.to(device).pinned();
            tensor.close();
            return there;
        }
    }
}
