package dev.podium.torch.vision;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Activation;
import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The layers that CLIP's two towers have in common: attention and feed-forward, each behind a norm. */
final class ClipTower {

    private record Layer(
            LayerNorm before,
            Linear query,
            Linear key,
            Linear value,
            Linear out,
            LayerNorm between,
            Linear in,
            Linear back) {}

    private final List<Layer> layers = new ArrayList<>();
    private final int heads;
    private final Activation activation;
    private final boolean causal;

    /** @param config of this tower @param tower its parameters */
    ClipTower(Config config, Parameters tower, int usualLayers, int usualHeads, boolean causal) {
        this.heads = config.integerOr(usualHeads, "num_attention_heads");
        this.activation = Activation.parse(config.textOr("quick_gelu", "hidden_act"));
        this.causal = causal;
        double epsilon = epsilon(config);
        for (int i = 0; i < config.integerOr(usualLayers, "num_hidden_layers"); i++) {
            Parameters layer = tower.at("encoder.layers." + i);
            layers.add(new Layer(
                    layer.layerNorm("layer_norm1", epsilon),
                    layer.linear("self_attn.q_proj"),
                    layer.linear("self_attn.k_proj"),
                    layer.linear("self_attn.v_proj"),
                    layer.linear("self_attn.out_proj"),
                    layer.layerNorm("layer_norm2", epsilon),
                    layer.linear("mlp.fc1"),
                    layer.linear("mlp.fc2")));
        }
    }

    static double epsilon(Config config) {
        return config.realOr(1e-5, "layer_norm_eps");
    }

    /** @param x [tokens, width] @return what the last layer left, in the scope of the caller */
    Tensor of(Tensor x, Packing packing, Observer observer) {
        PackedAttention attention = new PackedAttention(packing, causal);
        try (Scope scope = Scope.open()) {
            Tensor stream = x;
            observer.hidden(0, stream);
            for (int i = 0; i < layers.size(); i++) {
                if (i > 0 && !observer.goesOnAfter(i)) {
                    break;
                }
                Tensor next;
                try (Scope step = Scope.open()) {
                    next = step.keep(step(layers.get(i), stream, attention, i, observer));
                }
                if (i > 0) {
                    stream.close(); // not the caller's
                }
                stream = next;
                observer.hidden(i + 1, stream);
            }
            return scope.keep(stream);
        }
    }

    private Tensor step(Layer layer, Tensor x, PackedAttention attention, int number, Observer observer) {
        Tensor normed = layer.before().of(x);
        Tensor all = attention.of(
                split(layer.query(), normed),
                split(layer.key(), normed),
                split(layer.value(), normed),
                number,
                observer);
        Tensor attended = x.plus(layer.out().of(all));
        return attended.plus(
                layer.back().of(activation.of(layer.in().of(layer.between().of(attended)))));
    }

    private Tensor split(Linear projection, Tensor x) {
        return projection.of(x).reshape(x.size(0), heads, projection.out() / heads);
    }
}
