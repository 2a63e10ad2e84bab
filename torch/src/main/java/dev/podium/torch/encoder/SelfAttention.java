package dev.podium.torch.encoder;

import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Every token of a sequence looks at every other one.
 *
 * <p>The projections are products over all tokens of the batch; then sequences of equal length go through attention together.
 *
 * @param projections of queries, keys and values: three, or one for all
 * @param out projects what was found
 * @param heads that look apart
 * @param scale of the scores
 */
record SelfAttention(List<Linear> projections, Linear out, int heads, double scale) {

    static SelfAttention of(EncoderSpec spec, Parameters block) {
        Names.Layer names = spec.names().layer();
        List<Linear> projections = block.has(names.fused() + ".weight")
                ? List.of(block.linear(names.fused()))
                : List.of(block.linear(names.query()), block.linear(names.key()), block.linear(names.value()));
        return new SelfAttention(projections, block.linear(names.out()), spec.heads(), spec.scale());
    }

    /** @param x [tokens, width] @return the same shape */
    Tensor of(int layer, Tensor x, Pass pass) {
        List<Tensor> projected = projected(x);
        Tensor q = pass.places().turned(layer, projected.get(0));
        Tensor k = pass.places().turned(layer, projected.get(1));
        Tensor v = projected.get(2);
        List<Tensor> found = pass.padded().isEmpty()
                ? byLength(layer, q, k, v, pass)
                : pass.padded().stream()
                        .map(padded -> padded.attended(q, k, v, scale))
                        .toList();
        return out.of(found.size() == 1 ? found.getFirst() : Tensors.cat(found, 0));
    }

    private List<Tensor> byLength(int layer, Tensor q, Tensor k, Tensor v, Pass pass) {
        List<Tensor> found = new ArrayList<>();
        int sequence = 0;
        for (int i = 0; i < pass.groups().size(); i++) {
            Packing.Group group = pass.groups().get(i);
            Tensor queries = sequences(q, group);
            Tensor keys = sequences(k, group);
            GroupAttention attention = new GroupAttention(
                    queries,
                    keys,
                    sequences(v, group),
                    pass.places().bias(layer, i, queries, keys),
                    pass.sights(layer).get(i),
                    pass.dropouts().attention(),
                    scale);
            found.add(attention.attended().transpose(1, 2).reshape((long) group.count() * group.length(), -1));
            for (int within = 0; within < group.count(); within++) {
                show(layer, sequence++, attention, within, pass.observer());
            }
        }
        return found;
    }

    /** Queries, keys, values: [tokens, heads, width of a head]. */
    private List<Tensor> projected(Tensor x) {
        if (projections.size() == 1) {
            Tensor all = projections.getFirst().of(x).reshape(x.size(0), 3, heads, -1);
            return List.of(all.select(1, 0), all.select(1, 1), all.select(1, 2));
        }
        return projections.stream()
                .map(projection -> projection.of(x).reshape(x.size(0), heads, -1))
                .toList();
    }

    /** A group's part, [sequences, heads, length, width of a head]. */
    private Tensor sequences(Tensor x, Packing.Group group) {
        return x.slice(0, group.from(), group.to())
                .reshape(group.count(), group.length(), heads, -1)
                .transpose(1, 2);
    }

    private static void show(int layer, int sequence, GroupAttention attention, int within, Observer observer) {
        int length = attention.sight().length();
        Observer.Rows rows = observer.attentionOf(layer, sequence, length);
        if (rows != null) {
            observer.attention(layer, sequence, attention.probabilities(within, rows));
        }
    }
}
