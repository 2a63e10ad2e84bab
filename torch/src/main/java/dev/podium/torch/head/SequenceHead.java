package dev.podium.torch.head;

import dev.podium.torch.config.Config;
import dev.podium.torch.encoder.EncoderSpec;
import dev.podium.torch.layer.Activation;
import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * From the vectors of a sequence to logits of labels.
 *
 * <p>All families have the same five steps and differ in which they take: one vector of many, a dense layer, a bend, a norm, a last
 * layer.
 *
 * @param pooling how one vector is made of many
 * @param dense before the last layer
 * @param activation of the dense layer
 * @param norm behind it, in ModernBERT
 * @param last [labels, width]
 * @since 0.1.0
 */
public record SequenceHead(
        Pooling pooling,
        Linear dense,
        Activation activation,
        @Nullable LayerNorm norm,
        Linear last) {

    /** How one vector is made of many. */
    public enum Pooling {
        /** The first token's. */
        FIRST,
        /** The mean over the tokens that are shown. */
        MEAN
    }

    /**
     * The head of a checkpoint.
     *
     * @param root of its parameters
     */
    public static SequenceHead of(Config config, EncoderSpec spec, Parameters root) {
        Parameters model = root.atIfThere(spec.names().model());
        return switch (spec.family()) {
            case BERT -> head(model.head("pooler.dense"), Activation.TANH, root.head("classifier"));
            case ALBERT -> head(model.head("pooler"), Activation.TANH, root.head("classifier"));
            case ROBERTA, MPNET ->
                head(root.head("classifier.dense"), Activation.TANH, root.head("classifier.out_proj"));
            case ELECTRA -> head(root.head("classifier.dense"), Activation.GELU, root.head("classifier.out_proj"));
            case DISTILBERT -> head(root.head("pre_classifier"), Activation.RELU, root.head("classifier"));
            case DEBERTA ->
                head(
                        root.head("pooler.dense"),
                        Activation.parse(config.textOr("gelu", "pooler_hidden_act")),
                        root.head("classifier"));
            case MODERNBERT ->
                new SequenceHead(
                        config.textOr("cls", "classifier_pooling").equals("mean") ? Pooling.MEAN : Pooling.FIRST,
                        root.head("head.dense"),
                        Activation.parse(config.textOr("gelu", "classifier_activation")),
                        root.layerNorm("head.norm", spec.epsilon()),
                        root.head("classifier"));
        };
    }

    private static SequenceHead head(Linear dense, Activation activation, Linear last) {
        return new SequenceHead(Pooling.FIRST, dense, activation, null, last);
    }

    /** How many labels. */
    public int labels() {
        return last.out();
    }

    /** @param hidden [tokens, width] @return [sequences, labels] */
    public Tensor logits(Tensor hidden, Packing packing) {
        Tensor pooled = switch (pooling) {
            case FIRST -> Pooler.firsts(hidden, packing);
            case MEAN -> Pooler.means(hidden, packing);
        };
        Tensor bent = activation.of(dense.of(pooled));
        return last.of(norm == null ? bent : norm.of(bent));
    }
}
