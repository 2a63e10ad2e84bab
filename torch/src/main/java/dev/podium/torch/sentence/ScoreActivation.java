package dev.podium.torch.sentence;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Activation;

/** What a cross-encoder's logits go through, by whichever of three files says so first. */
final class ScoreActivation {

    private ScoreActivation() {}

    /**
     * Finds it.
     *
     * <p>Source: sentence-transformers 6.2. It is asked of {@code config_sentence_transformers.json} (version 6), then of the key
     * {@code sentence_transformers} in {@code config.json} (4 and 5), then of {@code sbert_ce_default_activation_function} there (up to
     * 3); a name that is not under {@code torch.} is not trusted, and counts as none. Without one it is the sigmoid for one label.
     */
    static Activation find(Config folder, Config model, int labels) {
        String name = folder.textOr("", "activation_fn");
        if (!trusted(name)) {
            Config own = model.under("sentence_transformers");
            name = own.has("activation_fn")
                    ? own.text("activation_fn")
                    : model.textOr("", "sbert_ce_default_activation_function");
        }
        if (trusted(name)) {
            return Activation.parse(name);
        }
        return labels == 1 ? Activation.SIGMOID : Activation.IDENTITY;
    }

    private static boolean trusted(String name) {
        return name.startsWith("torch.");
    }
}
