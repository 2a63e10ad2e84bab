package dev.podium.torch.tensor;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * What networks are made of, in one native call each.
 *
 * @since 0.1.0
 */
public final class Functional {

    private Functional() {}

    private static TensorOptional optional(@Nullable Tensor tensor) {
        return tensor == null ? new TensorOptional() : new TensorOptional(tensor.pointer());
    }

    /** {@code x W^T + b}. @param weight [out, in] @param bias [out], or none */
    public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return new Tensor(torch.linear(x.pointer(), weight.pointer(), optional(bias)));
    }

    /** Rows of a table. @param table [rows, width] @param ids of any shape @return their shape, then width */
    public static Tensor embedding(Tensor table, Tensor ids) {
        return new Tensor(torch.embedding(table.pointer(), ids.pointer()));
    }

    /** To mean 0 and variance 1 along the last dimension, then times weight plus bias. */
    public static Tensor layerNorm(Tensor x, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
        return new Tensor(torch.layer_norm(
                x.pointer(), new long[] {x.size(-1)}, optional(weight), optional(bias), epsilon, true));
    }

    /** Divided by the root of the mean square along the last dimension, then times weight. */
    public static Tensor rmsNorm(Tensor x, @Nullable Tensor weight, double epsilon) {
        return new Tensor(
                torch.rms_norm(x.pointer(), new long[] {x.size(-1)}, optional(weight), new DoubleOptional(epsilon)));
    }

    /** {@code x Phi(x)}, exactly by the error function. */
    public static Tensor gelu(Tensor x) {
        return new Tensor(torch.gelu(x.pointer(), "none"));
    }

    /** {@code x Phi(x)}, nearly, by the hyperbolic tangent. */
    public static Tensor geluTanh(Tensor x) {
        return new Tensor(torch.gelu(x.pointer(), "tanh"));
    }

    /** {@code x sigmoid(x)}. */
    public static Tensor silu(Tensor x) {
        return new Tensor(torch.silu(x.pointer()));
    }

    /**
     * Attention of queries to keys, fused: probabilities are never in memory whole.
     *
     * @param q [batch, heads, queries, width]
     * @param k [batch, heads, keys, width]
     * @param v [batch, heads, keys, value width]
     * @param bias added to the scores, broadcast to [batch, heads, queries, keys]; -inf hides; or none
     * @param causal whether a query sees the keys up to its own place only; not with a bias
     * @param scale of the scores
     * @return [batch, heads, queries, value width]
     */
    public static Tensor attention(Tensor q, Tensor k, Tensor v, @Nullable Tensor bias, boolean causal, double scale) {
        return new Tensor(torch.scaled_dot_product_attention(
                q.pointer(),
                k.pointer(),
                v.pointer(),
                optional(bias),
                0,
                causal,
                new DoubleOptional(scale),
                q.size(1) != k.size(1)));
    }

    /** Attention and the logarithm of its denominators, so that parts over several sets of keys can be put together. */
    public static PartialAttention partialAttention(Tensor q, Tensor k, Tensor v, boolean causal, double scale) {
        return FlashAttention.of(q, k, v, causal, scale);
    }

    /**
     * A window moved along a sequence.
     *
     * @param x [batch, in, length]
     * @param weight [out, in / groups, kernel]
     */
    public static Tensor conv1d(Tensor x, Tensor weight, @Nullable Tensor bias, int padding, int groups) {
        return new Tensor(torch.conv1d(
                x.pointer(),
                weight.pointer(),
                optional(bias),
                new long[] {1},
                new long[] {padding},
                new long[] {1},
                groups));
    }

    /**
     * A window moved over a picture without overlap or padding, as vision transformers cut patches.
     *
     * @param x [batch, in, height, width]
     * @param weight [out, in, kernel height, kernel width]
     */
    public static Tensor patches(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return new Tensor(torch.conv2d(
                x.pointer(),
                weight.pointer(),
                optional(bias),
                new long[] {weight.size(2), weight.size(3)},
                new long[] {0, 0},
                new long[] {1, 1},
                1));
    }
}
