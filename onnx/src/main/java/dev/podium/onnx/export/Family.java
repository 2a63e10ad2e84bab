package dev.podium.onnx.export;

import dev.podium.model.ModelUnavailableException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Families of encoders that one graph serves: what each calls its tensors, and how it differs.
 *
 * <p>Source: the modelling files of transformers. The sibling that calculates them is {@code dev.podium.torch.encoder}, which knows more.
 */
enum Family {
    BERT("bert", "encoder.layer.", LayerNames.BERT, List.of("bert")),
    ELECTRA("electra", "encoder.layer.", LayerNames.BERT, List.of("electra")),
    /** Positions are counted, behind that of the padding, and one type is all there is. */
    ROBERTA("roberta", "encoder.layer.", LayerNames.BERT, List.of("roberta", "xlm-roberta", "camembert")),
    /** No types. */
    DISTILBERT("distilbert", "transformer.layer.", LayerNames.DISTILBERT, List.of("distilbert"));

    /** The place of the encoder in a model with a head; checkpoints of a bare encoder leave it out. */
    final String model;

    /** What a layer's place begins with, before its number. */
    final String layers;

    /** Within a layer. */
    final LayerNames names;

    private final List<String> types;

    Family(String model, String layers, LayerNames names, List<String> types) {
        this.model = model;
        this.layers = layers;
        this.names = names;
        this.types = types;
    }

    /**
     * By {@code model_type}, or by the class in {@code architectures} where an old file says none.
     *
     * @throws ModelUnavailableException if no graph is drawn for it here
     */
    static Family of(JsonNode config, Path file) {
        String type = config.path("model_type").asString("");
        String architecture = config.path("architectures").path(0).asString("");
        String said = type.isEmpty()
                ? architecture.replaceAll("(For[A-Z].*|Model)$", "").toLowerCase(Locale.ROOT)
                : type;
        for (Family family : values()) {
            for (String known : family.types) {
                if (known.equals(said)
                        || (type.isEmpty() && known.replace("-", "").equals(said))) {
                    return family;
                }
            }
        }
        throw new ModelUnavailableException(
                "The model type \"%s\" (%s) has no graph here; these have: %s.\nMaybe serve it as it is, by torch:, or train from one of these."
                        .formatted(
                                said,
                                file,
                                Arrays.stream(values())
                                        .flatMap(family -> family.types.stream())
                                        .collect(Collectors.joining(", "))));
    }

    /**
     * Names within a layer; those of linear layers and norms lack their {@code .weight}.
     *
     * @param up into the feed-forward part
     * @param down out of it
     */
    record LayerNames(
            String query,
            String key,
            String value,
            String attended,
            String attentionNorm,
            String up,
            String down,
            String outputNorm) {

        private static final LayerNames BERT = new LayerNames(
                "attention.self.query",
                "attention.self.key",
                "attention.self.value",
                "attention.output.dense",
                "attention.output.LayerNorm",
                "intermediate.dense",
                "output.dense",
                "output.LayerNorm");

        private static final LayerNames DISTILBERT = new LayerNames(
                "attention.q_lin",
                "attention.k_lin",
                "attention.v_lin",
                "attention.out_lin",
                "sa_layer_norm",
                "ffn.lin1",
                "ffn.lin2",
                "output_layer_norm");
    }
}
