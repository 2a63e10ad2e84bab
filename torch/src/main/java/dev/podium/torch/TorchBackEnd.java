package dev.podium.torch;

import dev.podium.model.Attention;
import dev.podium.model.BackEnd;
import dev.podium.model.Capability;
import dev.podium.model.Embedding;
import dev.podium.model.Generation;
import dev.podium.model.Likelihood;
import dev.podium.model.ListScoring;
import dev.podium.model.Model;
import dev.podium.model.ModelRef;
import dev.podium.model.NextToken;
import dev.podium.model.PairScoring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Opens published checkpoints in process, over libtorch.
 *
 * <p>A location is a folder with {@code config.json} and safetensors, or an id of a hub ({@code org/name}, maybe {@code @revision}),
 * whose files are taken from the shared cache or fetched into it. What the checkpoint is, its files tell: a cross-encoder, a
 * bi-encoder, a model of late interaction, a sparse encoder, a language model.
 *
 * <p>Settings: {@code numbers} ({@code float32}, {@code int8} or {@code bfloat16}: how linear layers are held), {@code device}
 * ({@code cpu}, {@code cuda}, {@code cuda:1} or {@code auto}, the default), {@code threads} (of the process; all cores unless this or {@code OMP_NUM_THREADS} says),
 * {@code max-tokens} (less than the model could), {@code as} (which kind, where the files are read another way than is wanted:
 * {@code cross-encoder}, {@code bi-encoder}, {@code late-interaction}, {@code sparse-encoder}, {@code language-model},
 * {@code layerwise}, {@code list-scorer}),
 * {@code adapter} (folder or id of a LoRA, a bottleneck or a sparse difference that is laid over it, with the head that it brings, if it brings one),
 * {@code seal} ({@code off}: open a cross-encoder unchecked). Of {@code layerwise}: {@code layer} (whose head is read, 28),
 * {@code compress-layers} (behind which passages are merged, {@code 24.40}) and {@code compress-ratio} (tokens that become one, 2) where
 * the checkpoint was trained to merge. Of {@code list-scorer}: {@code views} (4, or what the checkpoint says).
 * Of {@code bi-encoder}: {@code multi-vector} (it scores pairs, too, and the vectors of tokens have this share in it).
 *
 * <p>A cross-encoder whose scores are known, because its makers published some or {@code podium-golden.json} lies beside it, is asked
 * for them first and refused where it gives others ({@link dev.podium.registry.ParitySeal}). In coarser numbers than {@code float32}
 * it is not: those give other scores.
 *
 * @since 0.1.0
 */
public final class TorchBackEnd implements BackEnd {

    private static final List<String> SETTINGS = List.of(
            "numbers",
            "device",
            "threads",
            "max-tokens",
            "as",
            "adapter",
            "seal",
            "layer",
            "compress-layers",
            "compress-ratio",
            "views",
            "multi-vector");

    /** For the service loader; open models through {@link dev.podium.model.Models}. */
    public TorchBackEnd() {}

    @Override
    public String scheme() {
        return "torch";
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return all();
    }

    static Set<Class<? extends Capability>> all() {
        return Set.of(
                Generation.class,
                NextToken.class,
                Likelihood.class,
                PairScoring.class,
                ListScoring.class,
                Embedding.class,
                Attention.class);
    }

    /** A folder with a configuration and safetensors; one with an ONNX graph beside them is {@code onnx:}'s. */
    @Override
    public boolean recognises(String location) {
        Path folder = Path.of(location);
        return (Files.isRegularFile(folder.resolve("config.json"))
                        || Files.isRegularFile(folder.resolve("modules.json")))
                && !Files.exists(folder.resolve("model.onnx"))
                && !Files.isDirectory(folder.resolve("onnx"));
    }

    @Override
    public Model open(ModelRef reference) {
        Opening opening = Opening.of(reference, SETTINGS);
        return opening.folder(Locations.folder(reference));
    }
}
