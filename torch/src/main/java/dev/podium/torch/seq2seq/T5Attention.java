package dev.podium.torch.seq2seq;

import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.RmsNorm;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Attention of the T5 family: scores are not divided by the root of the head's width, which the weights were trained for.
 *
 * @param norm before it
 */
record T5Attention(RmsNorm norm, Linear query, Linear key, Linear value, Linear out, int heads, int headWidth) {

    /** @param name {@code SelfAttention} or {@code EncDecAttention} */
    static T5Attention of(Parameters layer, String name, T5Config config) {
        Parameters attention = layer.at(name);
        return new T5Attention(
                new RmsNorm(layer.tensor("layer_norm.weight"), config.epsilon()),
                attention.linear("q"),
                attention.linear("k"),
                attention.linear("v"),
                attention.linear("o"),
                config.heads(),
                config.headWidth());
    }

    /** Projected for the heads. @param x [tokens, width] @return [tokens, heads, head width] */
    Tensor split(Linear projection, Tensor x) {
        return projection.of(x).reshape(-1, heads, headWidth);
    }

    /**
     * Attention of queries to keys.
     *
     * @param q [batch, heads, queries, head width]
     * @param k [batch, heads, keys, head width]
     * @param v like k
     * @param bias [heads, queries, keys], or none
     * @return [batch * queries, heads * head width], query after query
     */
    static Tensor attend(Tensor q, Tensor k, Tensor v, @Nullable Tensor bias) {
        Tensor seen = Functional.attention(q, k, v, bias == null ? null : bias.unsqueeze(0), false, 1);
        return seen.transpose(1, 2).reshape(-1, (long) q.size(1) * q.size(3));
    }

    /** The probabilities that {@link #attend} used, for one entry of the batch. @return [heads, queries, keys] */
    static Tensor probabilities(Tensor q, Tensor k, @Nullable Tensor bias) {
        Tensor scores = q.matmul(k.transpose(-1, -2));
        return (bias == null ? scores : scores.plus(bias)).softmax(-1);
    }
}
