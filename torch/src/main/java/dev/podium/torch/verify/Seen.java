package dev.podium.torch.verify;

import dev.podium.torch.layer.Observer;
import dev.podium.torch.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies what goes through a network, under the names of a check: {@code hidden.3}, {@code attention.0}.
 *
 * <p>The reference shows the last hidden state after the final norm, where there is one; {@link #ends} puts it there.
 */
final class Seen implements Observer {

    private final Map<String, Comparison.Found> seen = new LinkedHashMap<>();
    private int layers;

    /** What was seen under a name, if anything. */
    Comparison.@Nullable Found of(String quantity) {
        return seen.get(quantity);
    }

    /** Something that was calculated beside. */
    void put(String quantity, Tensor tensor) {
        seen.put(quantity, new Comparison.Found(quantity, tensor.shape(), tensor.floats()));
    }

    /** What was seen by another. */
    void put(String quantity, Comparison.Found found) {
        seen.put(quantity, found);
    }

    /** Everything that was seen. */
    void each(BiConsumer<String, Comparison.Found> use) {
        seen.forEach(use);
    }

    /** The result of the network, in place of what its last layer left. */
    void ends(Tensor hidden) {
        put("hidden." + layers, hidden);
    }

    @Override
    public void hidden(int layer, Tensor hidden) {
        put("hidden." + layer, hidden);
        layers = Math.max(layers, layer);
    }

    @Override
    public Rows attentionOf(int layer, int sequence, int queries) {
        return new Rows(0, queries);
    }

    @Override
    public void attention(int layer, int sequence, Tensor probabilities) {
        // Checks look at the attention of single sequences only.
        put("attention." + layer, probabilities);
    }

    @Override
    public Rows crossAttentionOf(int layer, int sequence, int queries) {
        return new Rows(0, queries);
    }

    @Override
    public void crossAttention(int layer, int sequence, Tensor probabilities) {
        put("cross_attention." + layer, probabilities);
    }
}
