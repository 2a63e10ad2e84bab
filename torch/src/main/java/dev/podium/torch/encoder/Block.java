package dev.podium.torch.encoder;

import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One layer: attention, then feed-forward, each added to what it was given, with a norm before or after.
 *
 * @param attentionNorm none in ModernBERT's first layer, where the embeddings' norm stands just before
 */
record Block(
        SelfAttention attention,
        @Nullable LayerNorm attentionNorm,
        FeedForward feedForward,
        LayerNorm outputNorm,
        EncoderSpec.NormPlace normPlace) {

    static Block of(EncoderSpec spec, Parameters block) {
        Names.Layer names = spec.names().layer();
        LayerNorm attentionNorm = block.has(names.attentionNorm() + ".weight")
                ? block.layerNorm(names.attentionNorm(), spec.epsilon())
                : null;
        return new Block(
                SelfAttention.of(spec, block),
                attentionNorm,
                FeedForward.of(spec, block),
                block.layerNorm(names.outputNorm(), spec.epsilon()),
                spec.normPlace());
    }

    /** @param x [tokens, width] @return the same shape */
    Tensor of(int layer, Tensor x, Pass pass) {
        return switch (normPlace) {
            case AFTER -> {
                Tensor between = joined(
                        layer,
                        Joining.Place.ATTENTION,
                        dropped(attention.of(layer, x, pass), pass),
                        x,
                        attentionNorm,
                        pass);
                yield joined(
                        layer,
                        Joining.Place.FEED_FORWARD,
                        dropped(feedForward.of(between), pass),
                        between,
                        outputNorm,
                        pass);
            }
            case BEFORE -> {
                Tensor between =
                        dropped(attention.of(layer, normed(x), pass), pass).addInPlace(x);
                yield dropped(feedForward.of(outputNorm.of(between)), pass).addInPlace(between);
            }
        };
    }

    private static Tensor joined(
            int layer, Joining.Place place, Tensor found, Tensor past, @Nullable LayerNorm norm, Pass pass) {
        return norm == null ? found.addInPlace(past) : pass.joining().joined(layer, place, found, past, norm);
    }

    private static Tensor dropped(Tensor x, Pass pass) {
        return pass.dropouts().out().of(x);
    }

    private Tensor normed(Tensor x) {
        return attentionNorm == null ? x : attentionNorm.of(x);
    }
}
