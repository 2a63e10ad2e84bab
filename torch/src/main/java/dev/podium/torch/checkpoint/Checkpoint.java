package dev.podium.torch.checkpoint;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.layer.WeightsSource;
import dev.podium.torch.tensor.Device;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * A checkpoint's files: its configuration and its weights, mapped.
 *
 * <p>Open as long as a model made of it is used; the tokenizer and templates beside it are opened by those who need them.
 *
 * @since 0.1.0
 */
public final class Checkpoint implements AutoCloseable {

    private final Path folder;
    private final Config config;
    private final TensorSource source;
    private final Weights weights;

    private Checkpoint(Path folder, Config config, TensorSource source, Weights weights) {
        this.folder = folder;
        this.config = config;
        this.source = source;
        this.weights = weights;
    }

    /**
     * The checkpoint in a folder: {@code config.json} and safetensors.
     *
     * @throws ModelUnavailableException if a file is missing, damaged or a pickle
     */
    public static Checkpoint open(Path folder) {
        return open(folder, "config.json");
    }

    /** The same, by another name of its configuration. */
    public static Checkpoint open(Path folder, String configFile) {
        Config config = Config.read(folder.resolve(configFile));
        try {
            Weights weights = Weights.open(folder);
            return new Checkpoint(folder, config, new WeightsSource(weights), weights);
        } catch (IOException | dev.podium.file.BadDataException e) {
            throw new ModelUnavailableException(
                    "The weights in %s cannot be opened: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Where it lies. */
    public Path folder() {
        return folder;
    }

    /** What it says of its shape. */
    public Config config() {
        return config;
    }

    /** The architecture, such as {@code bert} or {@code qwen3}. */
    public String modelType() {
        return config.text("model_type");
    }

    /** Its tensors. */
    public TensorSource source() {
        return source;
    }

    /** Its parameters, to calculate with. */
    public Parameters parameters(Numbers numbers, Device device) {
        return Parameters.of(source, numbers, device);
    }

    /** Its parameters, to train some of them. */
    public Parameters trainable(Device device, Predicate<String> trained) {
        return Parameters.trainable(source, device, trained);
    }

    @Override
    public void close() {
        weights.close();
    }
}
