package dev.podium.torch.encoder;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import java.util.List;
import java.util.Locale;

/**
 * Families of encoders: each follows one reference implementation.
 *
 * @since 0.1.0
 */
public enum Family {
    /** BERT, and what trains it further under its name. */
    BERT("bert"),
    /** RoBERTa, XLM-R and CamemBERT: BERT with positions that are counted, and another head. */
    ROBERTA("roberta", "xlm-roberta", "camembert"),
    /** Half of BERT's layers and no types. */
    DISTILBERT("distilbert"),
    /** BERT with few layers used many times over. */
    ALBERT("albert"),
    /** BERT with a discriminator's head. */
    ELECTRA("electra"),
    /** BERT with a bias by distance. */
    MPNET("mpnet"),
    /** Disentangled attention; versions 2 and 3 are one architecture. */
    DEBERTA("deberta-v2"),
    /** Rotation, windows and gates. */
    MODERNBERT("modernbert");

    private final List<String> modelTypes;

    Family(String... modelTypes) {
        this.modelTypes = List.of(modelTypes);
    }

    /** Whether an encoder of this module has this {@code model_type}. */
    public static boolean knows(String modelType) {
        for (Family family : values()) {
            if (family.modelTypes.contains(modelType)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The family of a checkpoint by its {@code model_type}, or by its {@code architectures} where it says none.
     *
     * @throws ModelUnavailableException if it is not known here
     */
    public static Family of(Config config) {
        String type = modelType(config);
        for (Family family : values()) {
            if (family.modelTypes.contains(type)) {
                return family;
            }
        }
        throw new ModelUnavailableException(
                "%s is of the model type \"%s\", which is no encoder known here: bert, roberta, xlm-roberta, camembert, distilbert, albert, electra, mpnet, deberta-v2, modernbert.\nMaybe it is a decoder, or its code is in the checkpoint, which is never run."
                        .formatted(config.source(), type));
    }

    /** Old files lack the key; {@code XLMRobertaForSequenceClassification} tells as much. */
    static String modelType(Config config) {
        if (config.has("model_type")) {
            return config.text("model_type");
        }
        for (String architecture : config.texts("architectures")) {
            String name = architecture.replaceAll("(For[A-Z].*|Model)$", "").toLowerCase(Locale.ROOT);
            for (Family family : values()) {
                for (String type : family.modelTypes) {
                    if (type.replace("-", "").equals(name)) {
                        return type;
                    }
                }
            }
        }
        return config.text("model_type");
    }
}
