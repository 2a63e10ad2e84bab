package dev.podium.torch;

import dev.podium.model.Capability;
import dev.podium.model.Model;
import dev.podium.model.ModelRef;
import dev.podium.registry.GoldenPair;
import dev.podium.registry.KnownCheckpoint;
import dev.podium.registry.ParitySeal;
import dev.podium.registry.Registry;
import dev.podium.torch.adapter.ServedAdapter;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.sentence.BiEncoder;
import dev.podium.torch.sentence.CrossEncoder;
import dev.podium.torch.sentence.LateInteraction;
import dev.podium.torch.sentence.SentenceKind;
import dev.podium.torch.sentence.SentenceModel;
import dev.podium.torch.sentence.SparseEncoder;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Torch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a reference wants its checkpoint opened, and the opening.
 *
 * @param reference for names and messages
 * @param as the kind that is wanted; null for what the files say
 * @param adapter the folder of what is laid over it, or none
 * @param sealed whether a cross-encoder must give the scores that are known of it
 */
record Opening(
        ModelRef reference,
        Numbers numbers,
        Device device,
        int maxTokens,
        @Nullable As as,
        @Nullable Path adapter,
        boolean sealed) {

    private static final Map<String, As> OF_ONE_KIND = Map.of(
            "layer", As.LAYERWISE,
            "compress-layers", As.LAYERWISE,
            "compress-ratio", As.LAYERWISE,
            "views", As.LIST_SCORER,
            "multi-vector", As.BI_ENCODER);

    /** What a checkpoint may be opened as. */
    enum As {
        CROSS_ENCODER,
        BI_ENCODER,
        LATE_INTERACTION,
        SPARSE_ENCODER,
        LANGUAGE_MODEL,
        LAYERWISE,
        LIST_SCORER;

        static As parse(String text) {
            return Arrays.stream(values())
                    .filter(as -> as.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("The setting as is \"%s\" but must be one of %s."
                            .formatted(
                                    text,
                                    Arrays.stream(values()).map(As::toString).collect(Collectors.joining(", ")))));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Reads the settings of a reference, all of which must be known. */
    static Opening of(ModelRef reference, List<String> known) {
        for (String setting : reference.settings().keySet()) {
            if (!known.contains(setting)) {
                throw new IllegalArgumentException(
                        "The setting \"%s\" of \"%s\" is not known to %s:.\nMaybe one of: %s."
                                .formatted(setting, reference, reference.scheme(), String.join(", ", known)));
            }
        }
        // Left to libtorch unless said: all cores, or what OMP_NUM_THREADS says.
        if (reference.settings().containsKey("threads")) {
            Torch.threads(integer(reference, "threads", 1));
        }
        String as = reference.settings().get("as");
        String adapter = reference.settings().get("adapter");
        return new Opening(
                reference,
                Numbers.parse(reference.settings().getOrDefault("numbers", "float32")),
                Device.parse(reference.settings().getOrDefault("device", "auto")),
                integer(reference, "max-tokens", Integer.MAX_VALUE),
                as == null ? null : As.parse(as),
                adapter == null ? null : Locations.folder("adapter", adapter),
                switch (reference.settings().getOrDefault("seal", "on")) {
                    case "on" -> true;
                    case "off" -> false;
                    default ->
                        throw new IllegalArgumentException("The setting seal (%s) of \"%s\" must be on or off."
                                .formatted(reference.settings().get("seal"), reference));
                });
    }

    static int integer(ModelRef reference, String name, int byDefault) {
        String value = reference.settings().get(name);
        if (value == null) {
            return byDefault;
        }
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1) {
            throw new IllegalArgumentException("The setting %s (%s) of \"%s\" must be a whole number of at least 1."
                    .formatted(name, value, reference));
        }
        return Integer.parseInt(value);
    }

    /** The model in a folder. */
    Model folder(Path folder) {
        As kind = as == null ? said(folder) : as;
        OF_ONE_KIND.forEach((setting, only) -> {
            if (reference.settings().containsKey(setting) && kind != only) {
                throw new IllegalArgumentException(
                        "The setting %s of \"%s\" is for a model that is opened as %s, and this one is not.\nMaybe add as=%s if it is one."
                                .formatted(setting, reference, only, only));
            }
        });
        switch (kind) {
            case LANGUAGE_MODEL -> {
                return languageModel(folder);
            }
            case LAYERWISE -> {
                return Rerankers.layerwise(this, folder);
            }
            case LIST_SCORER -> {
                return Rerankers.lists(this, folder);
            }
            case CROSS_ENCODER, BI_ENCODER, LATE_INTERACTION, SPARSE_ENCODER -> {}
        }
        boolean told = as != null || kind == As.CROSS_ENCODER;
        SentenceModel model =
                SentenceModel.open(folder, numbers, device, told ? SentenceKind.valueOf(kind.name()) : null, adapter);
        try {
            return ofTexts(model, folder);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private Model ofTexts(SentenceModel model, Path folder) {
        Turn turn = new Turn();
        List<Capability> offered = switch (model) {
            case CrossEncoder encoder -> List.of(new TorchPairScoring(encoder, turn));
            case BiEncoder encoder -> {
                TorchEmbedding embedding = new TorchEmbedding(encoder, turn);
                double share = reference.share("multi-vector");
                yield share == 0 ? List.of(embedding) : List.of(embedding, LateScoring.of(encoder, share, turn));
            }
            case LateInteraction encoder -> List.of(LateScoring.of(encoder, turn));
            case SparseEncoder encoder -> List.of(LateScoring.of(encoder, turn));
        };
        if (offered.getFirst() instanceof TorchPairScoring pairs
                && sealed
                && numbers == Numbers.FLOAT32
                && adapter == null) {
            ParitySeal.check(pairs, reference.toString(), golden(folder));
        }
        return new TorchModel(reference.toString(), "a " + name(model), offered, List.of(model));
    }

    /** Scores that are known: those beside the checkpoint, else those published for this name. */
    private List<GoldenPair> golden(Path folder) {
        List<GoldenPair> beside = GoldenPair.beside(folder);
        return beside.isEmpty()
                ? Registry.published()
                        .find(reference.location())
                        .map(KnownCheckpoint::golden)
                        .orElse(List.of())
                : beside;
    }

    private static String name(SentenceModel model) {
        return switch (model) {
            case CrossEncoder _ -> "cross-encoder";
            case BiEncoder _ -> "bi-encoder";
            case LateInteraction _ -> "model of late interaction";
            case SparseEncoder _ -> "sparse encoder";
        };
    }

    /** A language model says so in its architecture; whatever has modules, or another head, is a model of texts. */
    private As said(Path folder) {
        if (adapter != null && ServedAdapter.of(adapter).classifies()) {
            return As.CROSS_ENCODER;
        }
        Config config = Config.readIfThere(folder.resolve("config.json"));
        if (Rerankers.isLayerwise(config)) {
            return As.LAYERWISE;
        }
        if (Rerankers.scoresLists(config)) {
            return As.LIST_SCORER;
        }
        boolean writes = config.texts("architectures").stream()
                .anyMatch(name -> name.endsWith("ForCausalLM") || name.endsWith("ForConditionalGeneration"));
        return writes && !Files.exists(folder.resolve("modules.json")) ? As.LANGUAGE_MODEL : As.BI_ENCODER;
    }

    /** The language model of a folder or a GGUF file. */
    Model languageModel(Path path) {
        Checkpoint checkpoint = Checkpoint.open(path);
        try {
            Parameters parameters = checkpoint.parameters(numbers, device);
            return LanguageModels.open(reference.toString(), checkpoint, parameters, adapter, maxTokens);
        } catch (RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }
}
