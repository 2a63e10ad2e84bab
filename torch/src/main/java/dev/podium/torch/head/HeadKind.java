package dev.podium.torch.head;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import dev.podium.torch.encoder.Family;
import dev.podium.torch.layer.TensorSource;
import java.util.List;

/**
 * What a checkpoint of an encoder has on top.
 *
 * @since 0.1.0
 */
public enum HeadKind {
    /** Logits for each sequence: {@link SequenceClassifier}. */
    LABELS("ForSequenceClassification"),
    /** Logits of words at a place: {@link MaskedLanguageModel}. */
    WORDS("ForMaskedLM"),
    /** A logit for each token, whether it was replaced: {@link Discriminator}. */
    REPLACED("ForPreTraining"),
    /** Nothing but the vectors, and maybe a {@link Pooler}. */
    NONE("Model");

    private final String suffix;

    HeadKind(String suffix) {
        this.suffix = suffix;
    }

    /**
     * The kind that a checkpoint says, and has the weights of; where it says none, the first kind that it has the weights of.
     *
     * @throws ModelUnavailableException if it says a kind and lacks the weights, which elsewhere would be drawn by chance
     */
    public static HeadKind of(Config config, TensorSource source) {
        Family family = Family.of(config);
        List<String> architectures = config.texts("architectures");
        for (HeadKind kind : values()) {
            for (String architecture : architectures) {
                if (kind.isSaidBy(architecture, family)) {
                    if (!kind.isThere(source)) {
                        throw new ModelUnavailableException(
                                "%s says \"%s\", and the weights have no such head.\nMaybe the checkpoint was never trained for the task, or its head is in another file."
                                        .formatted(config.source(), architecture));
                    }
                    return kind;
                }
            }
        }
        for (HeadKind kind : values()) {
            if (kind.isThere(source)) {
                return kind;
            }
        }
        return NONE;
    }

    private boolean isSaidBy(String architecture, Family family) {
        // The discriminator is ELECTRA's; pretraining of the others has words.
        boolean pretraining = architecture.endsWith(REPLACED.suffix);
        return switch (this) {
            case REPLACED -> pretraining && family == Family.ELECTRA;
            case WORDS -> architecture.endsWith(suffix) || (pretraining && family != Family.ELECTRA);
            case LABELS, NONE -> architecture.endsWith(suffix);
        };
    }

    private boolean isThere(TensorSource source) {
        return switch (this) {
            case LABELS -> source.has("classifier.weight") || source.has("classifier.out_proj.weight");
            case WORDS -> MaskedHead.isThere(source);
            case REPLACED -> source.has("discriminator_predictions.dense_prediction.weight");
            case NONE -> true;
        };
    }
}
