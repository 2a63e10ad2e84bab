package dev.podium.torch.sentence;

import dev.podium.file.BadDataException;
import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.adapter.ServedAdapter;
import dev.podium.torch.checkpoint.OnnxWeights;
import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.layer.WeightsSource;
import dev.podium.torch.tensor.Device;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that a model has open, to be closed with it: files, parameters, tokenizers. */
final class Opened implements AutoCloseable {

    private final Numbers numbers;
    private final Device device;
    private final @Nullable ServedAdapter adapter;
    private final boolean classifies;
    private final @Nullable Predicate<String> trained;
    private final int maxTokens;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final SequencedMap<Path, Parameters> parameters = new LinkedHashMap<>();
    private @Nullable Encoder encoder;
    private final Lock lock = new ReentrantLock();

    /** @param adapter laid over the network, or none */
    Opened(Numbers numbers, Device device, @Nullable Path adapter) {
        this(numbers, device, adapter, null, Integer.MAX_VALUE);
    }

    private Opened(
            Numbers numbers,
            Device device,
            @Nullable Path adapter,
            @Nullable Predicate<String> trained,
            int maxTokens) {
        this.numbers = numbers;
        this.device = device;
        this.adapter = adapter == null ? null : ServedAdapter.of(adapter);
        this.classifies = this.adapter != null && this.adapter.classifies();
        this.trained = trained;
        this.maxTokens = maxTokens;
    }

    /** To learn. @param trained parameters by the name that they have in their folder @param maxTokens of a text, less where the model has less */
    static Opened learning(Device device, Predicate<String> trained, int maxTokens) {
        return new Opened(Numbers.FLOAT32, device, null, trained, maxTokens);
    }

    /** Tokens of a text at most, where the model takes as many. */
    int maxTokens() {
        return maxTokens;
    }

    /** Remembers the encoder among the networks, for adapters that stand at its joints. */
    Encoder found(Encoder one) {
        encoder = encoder == null ? one : encoder;
        return one;
    }

    /** The first encoder among the networks, if there is one. */
    @Nullable
    Encoder encoder() {
        return encoder;
    }

    /** All parameters that were asked for, by their folder. */
    SequencedMap<Path, Parameters> all() {
        return Collections.unmodifiableSequencedMap(parameters);
    }

    /** Whether the adapter, if there is one, brings the head of a classifier. */
    boolean classifies() {
        return classifies;
    }

    /** Changes the network of a folder, which has been built, by the adapter, if there is one. */
    void adapt(Path folder) {
        if (adapter != null) {
            keep(adapter.settled(parameters(folder), encoder));
        }
    }

    /** How linear layers are held. */
    Numbers numbers() {
        return numbers;
    }

    /** Where it is calculated. */
    Device device() {
        return device;
    }

    /** To be held while the model calculates. */
    Lock lock() {
        return lock;
    }

    /** Closes this with the model. */
    <T extends AutoCloseable> T keep(T one) {
        owned.push(one);
        return one;
    }

    /** The parameters in a folder, the same each time: of safetensors, or where there are none of an ONNX graph. */
    Parameters parameters(Path folder) {
        Parameters known = parameters.get(folder);
        if (known == null) {
            known = keep(
                    trained == null
                            ? Parameters.of(source(folder), numbers, device)
                            : Parameters.trainable(source(folder), device, trained));
            parameters.put(folder, known);
        }
        return known;
    }

    private TensorSource source(Path folder) {
        TensorSource own = own(folder);
        return adapter == null ? own : adapter.completed(own);
    }

    private TensorSource own(Path folder) {
        try {
            return new WeightsSource(keep(Weights.open(folder)));
        } catch (IOException | BadDataException e) {
            Path graph = folder.resolve("model.onnx");
            if (Files.isRegularFile(graph)) {
                return keep(OnnxWeights.open(graph));
            }
            throw new ModelUnavailableException(
                    "The weights in %s cannot be opened: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Closes all, the last first; a second call does nothing. */
    @Override
    public void close() {
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("A part of the model could not be closed: " + e.getMessage(), e);
            }
        }
    }
}
