package dev.podium.torch.head;

import dev.podium.torch.config.Config;
import dev.podium.torch.encoder.EncoderSpec;
import dev.podium.torch.layer.Activation;
import dev.podium.torch.layer.Dropout;
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
 * @param before what drops before the dense layer, in a pass to learn from
 * @param activation of the dense layer
 * @param norm behind it, in ModernBERT
 * @param behind what drops before the last layer
 * @param last [labels, width]
 * @since 0.1.0
 */
public record SequenceHead(
        Pooling pooling,
        Dropout before,
        Linear dense,
        Activation activation,
        @Nullable LayerNorm norm,
        Dropout behind,
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
        Dropout hidden = new Dropout(config.realOr(0.1, "hidden_dropout_prob"));
        Dropout named = new Dropout(config.realOr(hidden.rate(), "classifier_dropout"));
        return switch (spec.family()) {
            case BERT -> head(model.head("pooler.dense"), Activation.TANH, named, root.head("classifier"));
            case ALBERT ->
                head(
                        model.head("pooler"),
                        Activation.TANH,
                        new Dropout(config.realOr(0.1, "classifier_dropout_prob")),
                        root.head("classifier"));
            case ROBERTA ->
                head(root.head("classifier.dense"), Activation.TANH, named, root.head("classifier.out_proj"))
                        .dropping(named);
            case MPNET ->
                head(root.head("classifier.dense"), Activation.TANH, hidden, root.head("classifier.out_proj"))
                        .dropping(hidden);
            case ELECTRA ->
                head(root.head("classifier.dense"), Activation.GELU, named, root.head("classifier.out_proj"))
                        .dropping(named);
            case DISTILBERT ->
                head(
                        root.head("pre_classifier"),
                        Activation.RELU,
                        new Dropout(config.realOr(0.2, "seq_classif_dropout")),
                        root.head("classifier"));
            case DEBERTA ->
                head(
                                root.head("pooler.dense"),
                                Activation.parse(config.textOr("gelu", "pooler_hidden_act")),
                                new Dropout(config.realOr(hidden.rate(), "cls_dropout")),
                                root.head("classifier"))
                        .dropping(new Dropout(config.realOr(0, "pooler_dropout")));
            case MODERNBERT ->
                new SequenceHead(
                        config.textOr("cls", "classifier_pooling").equals("mean") ? Pooling.MEAN : Pooling.FIRST,
                        Dropout.NONE,
                        root.head("head.dense"),
                        Activation.parse(config.textOr("gelu", "classifier_activation")),
                        root.layerNorm("head.norm", spec.epsilon()),
                        new Dropout(config.realOr(0, "classifier_dropout")),
                        root.head("classifier"));
        };
    }

    private static SequenceHead head(Linear dense, Activation activation, Dropout behind, Linear last) {
        return new SequenceHead(Pooling.FIRST, Dropout.NONE, dense, activation, null, behind, last);
    }

    /** The same, which drops before the dense layer too. */
    private SequenceHead dropping(Dropout first) {
        return new SequenceHead(pooling, first, dense, activation, norm, behind, last);
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
        Tensor bent = activation.of(dense.of(before.of(pooled)));
        return last.of(behind.of(norm == null ? bent : norm.of(bent)));
    }
}
