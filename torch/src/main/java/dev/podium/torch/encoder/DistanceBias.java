package dev.podium.torch.encoder;

import dev.podium.torch.layer.Packing;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A number for each head by the distance of key from query, the same in all layers.
 *
 * <p>Distances have buckets: near ones one each, far ones by the logarithm. Source: the buckets of T5, arXiv 1910.10683, section 2.1,
 * as MPNet uses them.
 *
 * @param table [buckets, heads]
 * @param buckets half of them for keys to the right
 * @param farthest distance that has a bucket to itself
 */
record DistanceBias(Tensor table, int buckets, int farthest) implements Places {

    @Override
    public OfBatch of(Packing packing) {
        Map<Integer, Tensor> byLength = new HashMap<>();
        List<Tensor> byGroup = packing.groups().stream()
                .map(group -> byLength.computeIfAbsent(group.length(), this::bias))
                .toList();
        return new OfBatch() {
            @Override
            public Tensor bias(int layer, int group, Tensor q, Tensor k) {
                return byGroup.get(group);
            }
        };
    }

    /** [1, heads, length, length]. */
    private Tensor bias(int length) {
        Tensor rows = buckets(Distances.queryMinusKey(length)).to(table.device());
        return Functional.embedding(table, rows).permute(2, 0, 1).unsqueeze(0).contiguous();
    }

    private Tensor buckets(Tensor distances) {
        int half = buckets / 2;
        int exact = half / 2;
        Tensor far = distances.abs();
        // In float32 and in this order, as the reference does: at a border rounding decides the bucket.
        Tensor byLogarithm = far.over(exact)
                .log()
                .over(Math.log((double) farthest / exact))
                .times(half - exact)
                .clamp(0, half)
                .to(Kind.INT64)
                .to(Kind.FLOAT32)
                .plus(exact)
                .clamp(0, half - 1);
        Tensor right = distances.lessThan(0).to(Kind.FLOAT32).times(half);
        return far.lessThan(exact).choose(far, byLogarithm).plus(right).to(Kind.INT64);
    }
}
