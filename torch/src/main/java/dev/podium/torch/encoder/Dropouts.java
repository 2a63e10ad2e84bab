package dev.podium.torch.encoder;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Dropout;

/**
 * What drops in an encoder, in passes to learn from.
 *
 * @param embedded the embeddings
 * @param attention the probabilities of attention
 * @param out what each half of a layer adds
 */
record Dropouts(Dropout embedded, Dropout attention, Dropout out) {

    /** As the configuration says; where it does not, as the reference implementation's defaults. */
    static Dropouts of(Config config, Family family) {
        return switch (family) {
            case BERT, ROBERTA, ELECTRA, MPNET, DEBERTA -> dropouts(config, 0.1);
            case ALBERT -> dropouts(config, 0);
            case DISTILBERT -> {
                Dropout out = new Dropout(config.realOr(0.1, "dropout"));
                yield new Dropouts(out, new Dropout(config.realOr(0.1, "attention_dropout")), out);
            }
            case MODERNBERT ->
                new Dropouts(
                        new Dropout(config.realOr(0, "embedding_dropout")),
                        new Dropout(config.realOr(0, "attention_dropout")),
                        // The reference drops one product earlier; it is zero in all that is published.
                        new Dropout(config.realOr(0, "mlp_dropout")));
        };
    }

    private static Dropouts dropouts(Config config, double usual) {
        Dropout out = new Dropout(config.realOr(usual, "hidden_dropout_prob"));
        return new Dropouts(out, new Dropout(config.realOr(usual, "attention_probs_dropout_prob")), out);
    }
}
