package dev.podium.torch.encoder;

import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.tensor.Tensor;

/**
 * Where what a sublayer found meets what went past it: the places at which bottleneck adapters change an encoder.
 *
 * <p>In encoders whose norms stand after the sum (BERT and its kin, not ModernBERT).
 *
 * @since 0.1.0
 */
public interface Joining {

    /** Added and normed. */
    Joining PLAIN = new Joining() {};

    /** Behind which sublayer. */
    enum Place {
        ATTENTION,
        FEED_FORWARD
    }

    /** What the first layer gets. @param embeddings [tokens, width], after their norm */
    default Tensor embedded(Tensor embeddings) {
        return embeddings;
    }

    /**
     * What the next sublayer gets.
     *
     * @param layer from 0
     * @param found by the sublayer, [tokens, width]; nobody else needs it, so it may be written to
     * @param past what the sublayer was given, [tokens, width]; never to be written to
     * @param norm of this place
     */
    default Tensor joined(int layer, Place place, Tensor found, Tensor past, LayerNorm norm) {
        return norm.of(found.addInPlace(past));
    }
}
