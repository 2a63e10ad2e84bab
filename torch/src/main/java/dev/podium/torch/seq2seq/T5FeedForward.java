package dev.podium.torch.seq2seq;

import dev.podium.torch.layer.Activation;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.RmsNorm;
import dev.podium.torch.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The part of a block that looks at one token at a time. @param gate a second projection that the first is multiplied by, or none */
record T5FeedForward(RmsNorm norm, Linear in, @Nullable Linear gate, Linear out, Activation activation) {

    static T5FeedForward of(Parameters layer, T5Config config) {
        Parameters dense = layer.at("DenseReluDense");
        return new T5FeedForward(
                new RmsNorm(layer.tensor("layer_norm.weight"), config.epsilon()),
                dense.linear(config.gated() ? "wi_0" : "wi"),
                config.gated() ? dense.linear("wi_1") : null,
                dense.linear("wo"),
                config.activation());
    }

    /** The stream with what this part adds. @param x [..., width] */
    Tensor of(Tensor x) {
        Tensor normed = norm.of(x);
        Tensor bent = activation.of(in.of(normed));
        return x.plus(out.of(gate == null ? bent : bent.times(gate.of(normed))));
    }
}
