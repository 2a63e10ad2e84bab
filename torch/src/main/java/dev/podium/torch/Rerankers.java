package dev.podium.torch;

import dev.podium.model.Model;
import dev.podium.model.ModelRef;
import dev.podium.text.Tokenizer;
import dev.podium.torch.adapter.ServedAdapter;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.checkpoint.Unwrapped;
import dev.podium.torch.config.Config;
import dev.podium.torch.decoder.LayerwiseScorer;
import dev.podium.torch.decoder.TokenMerging;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.seq2seq.T5;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts together networks that only rerank: decoders with a head a layer, and encoder-decoders that look at a list. */
final class Rerankers {

    private static final String LAYERWISE = "BAAI/bge-reranker-v2-minicpm-layerwise";
    private static final String LIGHTWEIGHT = "BAAI/bge-reranker-v2.5-gemma2-lightweight";

    // As the model card of the lightweight reranker has them.
    private static final List<Integer> COMPRESS_LAYERS = List.of(24, 40);
    private static final int COMPRESS_RATIO = 2;

    private static final int VIEWS = 4; // of both published checkpoints

    private Rerankers() {}

    /** Whether a configuration is of a decoder with a head behind each later layer. */
    static boolean isLayerwise(Config config) {
        return config.texts("architectures").stream()
                .anyMatch(name -> name.startsWith("LayerWise") || name.startsWith("CostWise"));
    }

    /** Whether a configuration is of an encoder-decoder whose decoder looks at a list. */
    static boolean scoresLists(Config config) {
        return config.texts("architectures").stream().anyMatch(name -> name.contains("FiDT5") || name.contains("MVP"));
    }

    private static boolean merges(Config config) {
        return config.text("model_type").startsWith("cost_wise")
                || config.texts("architectures").stream().anyMatch(name -> name.startsWith("CostWise"));
    }

    /** A decoder with a head a layer. */
    static Model layerwise(Opening opening, Path folder) {
        ModelRef reference = opening.reference();
        return opened(
                opening,
                folder,
                checkpoint -> Parameters.of(checkpoint.source(), opening.numbers(), opening.device()),
                made -> {
                    Config config = made.checkpoint.config();
                    LayerwiseScorer scorer = LayerwiseScorer.of(config, made.parameters);
                    LayerwiseScoring pairs = LayerwiseScoring.of(
                            scorer,
                            made.tokenizer,
                            merges(config) ? LIGHTWEIGHT : LAYERWISE,
                            reference.settings().containsKey("layer")
                                    ? OptionalInt.of(Opening.integer(reference, "layer", 1))
                                    : OptionalInt.empty(),
                            merging(reference, merges(config)),
                            opening.maxTokens());
                    return new TorchModel(
                            reference.toString(),
                            "a reranker with a head a layer (%s)".formatted(made.checkpoint.modelType()),
                            List.of(pairs),
                            List.of(scorer, made.tokenizer, made.parameters, made.checkpoint));
                });
    }

    private static @Nullable TokenMerging merging(ModelRef reference, boolean published) {
        String layers = reference.settings().get("compress-layers");
        int ratio = Opening.integer(reference, "compress-ratio", COMPRESS_RATIO);
        if (!published) {
            if (layers != null || reference.settings().containsKey("compress-ratio")) {
                throw new IllegalArgumentException(
                        "The model \"%s\" was not trained to merge tokens, so compress-layers and compress-ratio do not apply.\nMaybe leave them out."
                                .formatted(reference));
            }
            return null;
        }
        if (layers != null && !layers.matches("[0-9]{1,4}(\\.[0-9]{1,4})*")) {
            throw new IllegalArgumentException(
                    "The setting compress-layers (%s) of \"%s\" must be numbers of layers with full stops between.\nMaybe 24.40, as published."
                            .formatted(layers, reference));
        }
        List<Integer> after = layers == null
                ? COMPRESS_LAYERS
                : Arrays.stream(layers.split("\\.")).map(Integer::valueOf).toList();
        return ratio == 1 ? null : new TokenMerging(after, ratio);
    }

    /** An encoder-decoder that looks at a list. */
    static Model lists(Opening opening, Path folder) {
        ModelRef reference = opening.reference();
        return opened(
                opening,
                folder,
                checkpoint -> Parameters.of(Unwrapped.of(checkpoint.source()), opening.numbers(), opening.device()),
                made -> {
                    int views = Opening.integer(
                            reference,
                            "views",
                            made.checkpoint.config().integerOr(VIEWS, "n_views", "num_views", "views"));
                    MvpScoring lists = MvpScoring.of(
                            T5.of(made.checkpoint.config(), made.parameters),
                            made.tokenizer,
                            views,
                            opening.maxTokens());
                    return new TorchModel(
                            reference.toString(),
                            "a scorer of lists (%s)".formatted(made.checkpoint.modelType()),
                            List.of(lists),
                            List.of(made.tokenizer, made.parameters, made.checkpoint));
                });
    }

    private record Made(Checkpoint checkpoint, Parameters parameters, Tokenizer tokenizer) {}

    /** Whatever was opened is closed where the rest fails. */
    private static Model opened(
            Opening opening, Path folder, Function<Checkpoint, Parameters> reading, Function<Made, TorchModel> making) {
        Checkpoint checkpoint = Checkpoint.open(folder);
        try {
            Tokenizer tokenizer = checkpoint.tokenizer();
            try {
                Parameters parameters = reading.apply(checkpoint);
                try {
                    TorchModel model = making.apply(new Made(checkpoint, parameters, tokenizer));
                    Path adapter = opening.adapter();
                    return adapter == null
                            ? model
                            : model.closingFirst(ServedAdapter.of(adapter).settled(parameters, null));
                } catch (RuntimeException e) {
                    parameters.close();
                    throw e;
                }
            } catch (RuntimeException e) {
                tokenizer.close();
                throw e;
            }
        } catch (RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }
}
