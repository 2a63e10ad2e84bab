package dev.podium.torch.sentence;

import dev.podium.file.BadDataException;
import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.adapter.Lora;
import dev.podium.torch.checkpoint.OnnxWeights;
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
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** All that a model has open, to be closed with it: files, parameters, tokenizers. */
final class Opened implements AutoCloseable {

    private final Numbers numbers;
    private final Device device;
    private final @Nullable Path adapter;
    private final boolean classifies;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Map<Path, Parameters> parameters = new HashMap<>();
    private final Lock lock = new ReentrantLock();

    /** @param adapter laid over the network, or none */
    Opened(Numbers numbers, Device device, @Nullable Path adapter) {
        this.numbers = numbers;
        this.device = device;
        this.adapter = adapter;
        this.classifies = adapter != null && Lora.classifies(adapter);
    }

    /** Whether the adapter, if there is one, brings the head of a classifier. */
    boolean classifies() {
        return classifies;
    }

    /** Changes the network of a folder, which has been built, by the adapter, if there is one. */
    void adapt(Path folder) {
        if (adapter != null) {
            keep(Lora.settled(adapter, parameters(folder)));
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
            known = keep(Parameters.of(source(folder), numbers, device));
            parameters.put(folder, known);
        }
        return known;
    }

    private TensorSource source(Path folder) {
        TensorSource own = own(folder);
        return adapter == null ? own : Lora.completed(own, adapter);
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
