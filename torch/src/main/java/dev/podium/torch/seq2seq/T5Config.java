package dev.podium.torch.seq2seq;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Activation;

/**
 * What a checkpoint of the T5 family says of its shape.
 *
 * @param width numbers of a token's vector
 * @param heads of attention
 * @param headWidth numbers of one head; heads times this need not be the width
 * @param encoderLayers blocks of the encoder
 * @param decoderLayers blocks of the decoder
 * @param activation within the feed-forward layers
 * @param gated whether the activation is multiplied by a second projection
 * @param epsilon of the norms
 * @param buckets that relative positions fall into
 * @param maxDistance from which on positions share the last bucket
 * @param logitScale what decoder outputs are multiplied by before the head
 * @param start the token that a decoder begins with
 * @param end the token that ends a text
 */
record T5Config(
        int width,
        int heads,
        int headWidth,
        int encoderLayers,
        int decoderLayers,
        Activation activation,
        boolean gated,
        double epsilon,
        int buckets,
        int maxDistance,
        double logitScale,
        int start,
        int end) {

    static T5Config of(Config config) {
        int width = config.integer("d_model", "hidden_size");
        int layers = config.integer("num_layers");
        // The oldest files say nothing of it: they are ReLU.
        String projection = config.textOr("", "feed_forward_proj");
        boolean gated = projection.isEmpty() ? config.flagOr(false, "is_gated_act") : projection.startsWith("gated-");
        String activation = projection.isEmpty()
                ? config.textOr("relu", "dense_act_fn")
                : projection.substring(projection.indexOf('-') + 1);
        if (projection.equals("gated-gelu")) {
            activation = "gelu_new"; // as the reference reads it, whatever the name says
        }
        int pad = config.integerOr(0, "pad_token_id");
        return new T5Config(
                width,
                config.integer("num_heads", "num_attention_heads"),
                config.integer("d_kv"),
                layers,
                config.integerOr(layers, "num_decoder_layers"),
                Activation.parse(activation),
                gated,
                config.realOr(1e-6, "layer_norm_epsilon"),
                config.integerOr(32, "relative_attention_num_buckets"),
                config.integerOr(128, "relative_attention_max_distance"),
                scaled(config) ? Math.pow(width, -0.5) : 1,
                config.integerOr(pad, "decoder_start_token_id"),
                config.integerOr(1, "eos_token_id"));
    }

    /**
     * Whether outputs are scaled before the head, as in T5 1.0, whose head is its embeddings. Files of transformers 5 say that
     * embeddings are tied in every case, and keep the truth in a key of its own.
     */
    private static boolean scaled(Config config) {
        boolean first = config.textOr("t5", "model_type").equals("t5");
        return config.flagOr(first && config.flagOr(true, "tie_word_embeddings"), "scale_decoder_outputs");
    }
}
