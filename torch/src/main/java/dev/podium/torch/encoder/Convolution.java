package dev.podium.torch.encoder;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Activation;
import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window of a few tokens over the embeddings, added to what the first layer leaves: DeBERTa v2's largest.
 *
 * @param weight [width, width / groups, tokens]
 * @param bias [width]
 * @param groups of numbers that do not mix
 */
record Convolution(Tensor weight, @Nullable Tensor bias, int groups, Activation activation, LayerNorm norm) {

    /** The one that a checkpoint has, or null. */
    static @Nullable Convolution of(Config config, EncoderSpec spec, Parameters model) {
        if (config.integerOr(0, "conv_kernel_size") < 1) {
            return null;
        }
        return new Convolution(
                model.tensor("encoder.conv.conv.weight"),
                model.tensorIfThere("encoder.conv.conv.bias"),
                config.integerOr(1, "conv_groups"),
                Activation.parse(config.textOr("tanh", "conv_act")),
                model.layerNorm("encoder.conv.LayerNorm", spec.epsilon()));
    }

    /** @param embedded [tokens, width] @param first what the first layer left, in the same shape */
    Tensor of(Tensor embedded, Tensor first, Pass pass) {
        List<Tensor> windows =
                pass.groups().stream().map(group -> window(embedded, group)).toList();
        Tensor sum = activation.of(Tensors.cat(windows, 0)).plus(first);
        return pass.hiddenToZero(norm.of(sum));
    }

    private Tensor window(Tensor embedded, Packing.Group group) {
        Tensor sequences = embedded.slice(0, group.from(), group.to())
                .reshape(group.count(), group.length(), -1)
                .transpose(1, 2);
        int padding = (weight.size(2) - 1) / 2;
        return Functional.conv1d(sequences, weight, bias, padding, groups)
                .transpose(1, 2)
                .reshape((long) group.count() * group.length(), -1);
    }
}
