package dev.podium.torch.vision;

import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Masks;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention within each sequence of a packing, those of one length as one batch.
 *
 * @param causal whether a query sees the keys up to its own place only
 */
record PackedAttention(Packing packing, boolean causal) {

    /**
     * Queries, keys and values of one layer.
     *
     * @param q [tokens, heads, head width]
     * @param layer for the observer
     * @return [tokens, heads * head width]
     */
    Tensor of(Tensor q, Tensor k, Tensor v, int layer, Observer observer) {
        double scale = 1 / Math.sqrt(q.size(2));
        List<Tensor> seen = new ArrayList<>();
        int sequence = 0;
        for (Packing.Group group : packing.groups()) {
            Tensor gq = grouped(q, group);
            Tensor gk = grouped(k, group);
            // Whoever hides padding gives a mask; else the fused kernel skips what is not seen.
            Tensor mask = group.first().whole() ? null : mask(group).to(q.device());
            Tensor out = Functional.attention(gq, gk, grouped(v, group), mask, causal && mask == null, scale);
            seen.add(out.transpose(1, 2).reshape((long) group.count() * group.length(), (long) q.size(1) * q.size(2)));
            show(observer, layer, sequence, gq, gk, mask, scale);
            sequence += group.count();
        }
        return seen.size() == 1 ? seen.getFirst() : Tensors.cat(seen, 0);
    }

    private static Tensor grouped(Tensor packed, Packing.Group group) {
        return packed.slice(0, group.from(), group.to())
                .reshape(group.count(), group.length(), packed.size(1), packed.size(2))
                .transpose(1, 2);
    }

    private Tensor mask(Packing.Group group) {
        int length = group.length();
        Packing.Segment first = group.first();
        float[] hidden = new float[length];
        for (int i = 0; i < length; i++) {
            hidden[i] = i >= first.firstKey() && i < first.lastKey() ? 0 : Float.NEGATIVE_INFINITY;
        }
        Tensor row = Tensors.of(hidden, 1, length);
        return causal ? Masks.causal(length, length).plus(row) : row.expand(length, length);
    }

    private void show(Observer observer, int layer, int from, Tensor q, Tensor k, @Nullable Tensor mask, double scale) {
        for (int i = 0; i < q.size(0); i++) {
            Observer.Rows rows = observer.attentionOf(layer, from + i, q.size(2));
            if (rows != null) {
                Tensor scores =
                        q.select(0, i).matmul(k.select(0, i).transpose(-1, -2)).times(scale);
                if (mask != null || causal) {
                    scores = scores.plus(
                            mask != null
                                    ? mask
                                    : Masks.causal(q.size(2), k.size(2)).to(q.device()));
                }
                observer.attention(
                        layer, from + i, scores.slice(1, rows.from(), rows.to()).softmax(-1));
            }
        }
    }
}
