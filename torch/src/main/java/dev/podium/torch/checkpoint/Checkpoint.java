package dev.podium.torch.checkpoint;

import dev.podium.model.ModelUnavailableException;
import dev.podium.text.ChatTemplate;
import dev.podium.text.ChatTemplateException;
import dev.podium.text.GgufTokenizer;
import dev.podium.text.Special;
import dev.podium.text.Tokenizer;
import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.layer.WeightsSource;
import dev.podium.torch.tensor.Device;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint's files: its configuration and its weights, mapped; a folder with safetensors or an ONNX graph, or one GGUF file that holds
 * everything.
 *
 * <p>Open as long as a model made of it is used; the tokenizer and the chat template are opened for those who need them.
 *
 * @since 0.1.0
 */
public final class Checkpoint implements AutoCloseable {

    private final Path folder;
    private final Config config;
    private final TensorSource source;

    /** Those of a file of ours; none where an ONNX graph has them. */
    private final @Nullable Weights weights;

    private final AutoCloseable owned;

    private Checkpoint(
            Path folder, Config config, TensorSource source, @Nullable Weights weights, AutoCloseable owned) {
        this.folder = folder;
        this.config = config;
        this.source = source;
        this.weights = weights;
        this.owned = owned;
    }

    /**
     * The checkpoint in a folder, {@code config.json} and safetensors, or in a GGUF file.
     *
     * @param path a folder; or a GGUF file, or a folder that holds one and no {@code config.json}
     * @throws ModelUnavailableException if a file is missing, damaged or a pickle
     */
    public static Checkpoint open(Path path) {
        if (Files.isRegularFile(path)
                || (Files.isDirectory(path) && !Files.exists(path.resolve("config.json")) && holds(path, ".gguf"))) {
            return gguf(path);
        }
        return open(path, "config.json");
    }

    private static boolean holds(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(ending));
        } catch (IOException e) {
            throw new ModelUnavailableException(
                    "The folder %s cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static Checkpoint gguf(Path path) {
        Weights weights = weights(path);
        try {
            if (weights.format() != Weights.Format.GGUF) {
                throw new ModelUnavailableException(
                        "The file %s holds weights without a configuration.\nMaybe name the folder that it lies in."
                                .formatted(path));
            }
            Path file = weights.files().getFirst();
            if (!weights.metadata().has("general.architecture")) {
                throw new ModelUnavailableException(
                        "%s does not say of what architecture it is (general.architecture).".formatted(file));
            }
            GgufArchitecture architecture =
                    GgufArchitecture.parse(weights.metadata().text("general.architecture"), file);
            Config config = GgufConfig.of(weights, architecture);
            return new Checkpoint(
                    file.resolveSibling("").toAbsolutePath(),
                    config,
                    GgufSource.of(weights, architecture, config),
                    weights,
                    weights);
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private static Weights weights(Path path) {
        try {
            return Weights.open(path);
        } catch (IOException | dev.podium.file.BadDataException e) {
            throw new ModelUnavailableException(
                    "The weights in %s cannot be opened: %s".formatted(path, e.getMessage()), e);
        }
    }

    /** The same, by another name of its configuration. */
    public static Checkpoint open(Path folder, String configFile) {
        Config config = Config.read(folder.resolve(configFile));
        Path graph = folder.resolve("model.onnx");
        if (Files.isRegularFile(graph) && !holds(folder, ".safetensors")) {
            OnnxWeights weights = OnnxWeights.open(graph);
            return new Checkpoint(folder, config, weights, null, weights);
        }
        Weights weights = weights(folder);
        return new Checkpoint(folder, config, new WeightsSource(weights), weights, weights);
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

    /** Its tokenizer: {@code tokenizer.json}, or what a GGUF file has in its metadata. @return the caller's, to be closed */
    public Tokenizer tokenizer() {
        return weights != null && isGguf() ? GgufTokenizer.of(weights.metadata()) : Tokenizer.open(folder);
    }

    /**
     * Its chat template.
     *
     * @throws IllegalArgumentException if it has none
     */
    public ChatTemplate chatTemplate() {
        return weights != null && isGguf() ? GgufTokenizer.chatTemplate(weights.metadata()) : ChatTemplate.open(folder);
    }

    /** Its chat template; none where it has none, and so reads plain text. */
    public @Nullable ChatTemplate chatTemplateIfThere() {
        try {
            return chatTemplate();
        } catch (ChatTemplateException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The tokens that end an answer: said for generation, or for the model, or by the tokenizer. @param tokenizer its own */
    public Set<Integer> ends(Tokenizer tokenizer) {
        Config generation =
                Files.isDirectory(folder) ? Config.readIfThere(folder.resolve("generation_config.json")) : config;
        Set<Integer> ends = new LinkedHashSet<>(generation.integers("eos_token_id"));
        if (ends.isEmpty()) {
            ends.addAll(config.integers("eos_token_id"));
        }
        if (ends.isEmpty()) {
            tokenizer.special(Special.EOS).ifPresent(ends::add);
        }
        return ends;
    }

    private boolean isGguf() {
        return source instanceof GgufSource;
    }

    @Override
    public void close() {
        try {
            owned.close();
        } catch (Exception e) {
            throw new IllegalStateException("%s cannot be closed: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
