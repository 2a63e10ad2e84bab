package dev.podium.torch.layer;

import dev.podium.torch.tensor.Tensor;

/**
 * A network that turns tokens into vectors, one a token: what heads and poolings stand on.
 *
 * @since 0.1.0
 */
public interface Backbone {

    /**
     * The last hidden states, after the final norm where there is one.
     *
     * @param batch of sequences, each calculated as if it were alone
     * @return [tokens, width], in the scope of the caller
     */
    Tensor hidden(TokenBatch batch, Observer observer);

    /** Numbers of a token's vector. */
    int width();

    /** Tokens of one sequence at most; {@link Integer#MAX_VALUE} where positions have no end. */
    int maxTokens();
}
