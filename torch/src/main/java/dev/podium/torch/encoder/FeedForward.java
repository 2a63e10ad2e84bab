package dev.podium.torch.encoder;

import dev.podium.torch.layer.Activation;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Tensor;

/**
 * Each token by itself, through a wider layer and back.
 *
 * @param up to the wider layer; where it is twice as wide as what goes down, its second half is a gate
 * @param activation of the wider layer, of its first half where there is a gate
 * @param down to the width again
 */
record FeedForward(Linear up, Activation activation, Linear down) {

    static FeedForward of(EncoderSpec spec, Parameters block) {
        Names.Layer names = spec.names().layer();
        return new FeedForward(block.linear(names.up()), spec.activation(), block.linear(names.down()));
    }

    /** @param x [tokens, width] */
    Tensor of(Tensor x) {
        Tensor wide = up.of(x);
        int half = down.in();
        if (up.out() == half) {
            return down.of(activation.of(wide));
        }
        return down.of(activation.of(wide.slice(-1, 0, half)).times(wide.slice(-1, half, up.out())));
    }
}
