package dev.podium.torch.head;

import dev.podium.torch.config.Config;
import dev.podium.torch.encoder.EncoderSpec;
import dev.podium.torch.layer.Activation;
import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.tensor.Tensor;
import java.util.List;

/**
 * From the vector of a place to logits of the words that may stand there.
 *
 * @param dense first
 * @param activation of the dense layer
 * @param norm behind it
 * @param words [vocabulary, width], the table of tokens itself where the two are tied
 * @since 0.1.0
 */
public record MaskedHead(Linear dense, Activation activation, LayerNorm norm, Linear words) {

    /**
     * What a family calls the parts; one that has two ways has two of these.
     *
     * @param decoder weights of the last layer where the file has them apart
     * @param tied where the bias of the last layer is
     */
    private record Names(String dense, String norm, String decoder, String tied) {}

    private static final List<Names> ALL = List.of(
            new Names(
                    "cls.predictions.transform.dense",
                    "cls.predictions.transform.LayerNorm",
                    "cls.predictions.decoder",
                    "cls.predictions"), // BERT, and DeBERTa in transformers
            new Names("lm_head.dense", "lm_head.layer_norm", "lm_head.decoder", "lm_head"), // RoBERTa, MPNet
            new Names("vocab_transform", "vocab_layer_norm", "vocab_projector", "vocab_projector"), // DistilBERT
            new Names("predictions.dense", "predictions.LayerNorm", "predictions.decoder", "predictions"), // ALBERT
            new Names(
                    "generator_predictions.dense",
                    "generator_predictions.LayerNorm",
                    "generator_lm_head",
                    "generator_lm_head"), // ELECTRA
            new Names(
                    "lm_predictions.lm_head.dense",
                    "lm_predictions.lm_head.LayerNorm",
                    "lm_predictions.lm_head.decoder",
                    "lm_predictions.lm_head"), // DeBERTa as its authors have it
            new Names("head.dense", "head.norm", "decoder", "decoder")); // ModernBERT

    static boolean isThere(TensorSource source) {
        // ModernBERT's classifier has the same dense layer; what tells them apart is the bias or the weights of the
        // words.
        return ALL.stream()
                .anyMatch(names -> source.has(names.dense() + ".weight")
                        && (source.has(names.tied() + ".bias")
                                || source.has(names.decoder() + ".bias")
                                || source.has(names.decoder() + ".weight")
                                || !source.has("classifier.weight")));
    }

    /**
     * The head of a checkpoint.
     *
     * @param root of its parameters
     * @param table the encoder's, [vocabulary, width]
     */
    public static MaskedHead of(Config config, EncoderSpec spec, Parameters root, Tensor table) {
        Names names = ALL.stream()
                .filter(each -> root.has(each.dense() + ".weight"))
                .findFirst()
                .orElse(ALL.getFirst());
        boolean apart = root.has(names.decoder() + ".weight");
        Tensor weight = apart ? root.tensor(names.decoder() + ".weight") : table;
        // Files of models that are not tied have both biases, and only that beside the weights is used.
        boolean beside = root.has(names.decoder() + ".bias") && (apart || !root.has(names.tied() + ".bias"));
        String bias = beside ? names.decoder() : names.tied();
        return new MaskedHead(
                root.head(names.dense()),
                activation(config, spec),
                root.layerNorm(names.norm(), spec.epsilon()),
                root.tied(bias, weight));
    }

    private static Activation activation(Config config, EncoderSpec spec) {
        return switch (spec.family()) {
            case BERT, ALBERT, DISTILBERT, DEBERTA -> spec.activation();
            case ROBERTA, MPNET, ELECTRA -> Activation.GELU; // in the code, whatever the file says
            case MODERNBERT -> Activation.parse(config.textOr("gelu", "classifier_activation"));
        };
    }

    /** Logits of all words. @param hidden [places, width] @return [places, vocabulary] */
    public Tensor logits(Tensor hidden) {
        return words.of(transformed(hidden));
    }

    /** Logits of some words, at the price of these. @param ids [k] @return [places, k] */
    public Tensor logits(Tensor hidden, Tensor ids) {
        return words.some(transformed(hidden), ids);
    }

    private Tensor transformed(Tensor hidden) {
        return norm.of(activation.of(dense.of(hidden)));
    }
}
