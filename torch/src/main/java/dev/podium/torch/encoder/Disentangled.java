package dev.podium.torch.encoder;

import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Contents of queries meet distances of keys, and contents of keys meet distances of queries.
 *
 * <p>Of the table of distances only the rows that a batch can ask for go through a layer's projections: for a text of 100 tokens 199
 * rows, not 512. They are not kept from batch to batch, since adapters and training change the projections.
 *
 * <p>Source: DeBERTa, arXiv 2006.03654, section 3.1 and algorithm 1; buckets by the logarithm as version 2 has them.
 *
 * @param spec of the distances
 * @param table [2 span, width]
 * @param norm of its rows, or none
 * @param layers the projections of each
 * @param heads of attention
 * @param scale of the scores
 */
record Disentangled(
        EncoderSpec.Relation.Disentangled spec,
        Tensor table,
        @Nullable LayerNorm norm,
        List<Projections> layers,
        int heads,
        double scale)
        implements Places {

    /**
     * Of distances.
     *
     * @param key of those that a query's content meets
     * @param query of those that a key's content meets
     */
    record Projections(@Nullable Linear key, @Nullable Linear query) {}

    /** Which row of the table each pair has, [length, length]: of the key's distance, and of the query's. */
    private record Rows(Tensor toKey, Tensor toQuery) {}

    static Disentangled of(EncoderSpec spec, EncoderSpec.Relation.Disentangled relation, Parameters model) {
        Tensor table = model.tensor("encoder.rel_embeddings.weight");
        List<Projections> layers = spec.layers().stream()
                .map(path -> projections(relation, model.at(path + ".attention.self")))
                .toList();
        LayerNorm norm = relation.normed() ? model.layerNorm("encoder.LayerNorm", spec.epsilon()) : null;
        return new Disentangled(relation, table, norm, layers, spec.heads(), spec.scale());
    }

    private static Projections projections(EncoderSpec.Relation.Disentangled relation, Parameters attention) {
        String own = relation.shared() ? "" : "pos_";
        return new Projections(
                relation.contentToPlace() ? attention.linear(own + "key_proj") : null,
                relation.placeToContent() ? attention.linear(own + "query_proj") : null);
    }

    @Override
    public OfBatch of(Packing packing) {
        int longest = packing.segments().stream()
                .mapToInt(Packing.Segment::length)
                .max()
                .orElse(1);
        int span = spec.span();
        // Buckets are never more than the distance itself, and none is above the span.
        int first = Math.max(0, span - longest + 1);
        int last = Math.min(2 * span - 1, span + longest - 1);
        Tensor raw = table.slice(0, first, last + 1);
        Tensor rows = norm == null ? raw : norm.of(raw);
        Map<Integer, Rows> byLength = new HashMap<>();
        List<Rows> byGroup = packing.groups().stream()
                .map(group -> byLength.computeIfAbsent(group.length(), length -> rows(length, first)))
                .toList();
        return new OfBatch() {
            @Override
            public @Nullable Tensor bias(int layer, int group, Tensor q, Tensor k) {
                Projections projections = layers.get(layer);
                Tensor sum = null;
                if (projections.key() != null) {
                    sum = met(q, projections.key().of(rows), byGroup.get(group).toKey());
                }
                if (projections.query() != null) {
                    Tensor other = met(
                                    k,
                                    projections.query().of(rows),
                                    byGroup.get(group).toQuery())
                            .transpose(-1, -2);
                    sum = sum == null ? other : sum.addInPlace(other);
                }
                return sum == null ? null : sum.times(scale);
            }
        };
    }

    private Rows rows(int length, int first) {
        Tensor distances = buckets(Distances.queryMinusKey(length));
        return new Rows(rowOf(distances, first), rowOf(distances.negated(), first));
    }

    /** Whole numbers in float32 up to here; as indices from here on. */
    private Tensor rowOf(Tensor distances, int first) {
        return distances
                .plus(spec.span())
                .clamp(0, 2 * spec.span() - 1)
                .plus(-first)
                .to(Kind.INT64)
                .to(table.device());
    }

    /**
     * Products of contents with the distances that each pair of tokens has.
     *
     * @param contents [sequences, heads, length, width of a head]
     * @param distances [rows, heads * width of a head]
     * @param index the row of each pair, [length, length]
     * @return [sequences, heads, length, length]
     */
    private Tensor met(Tensor contents, Tensor distances, Tensor index) {
        Tensor rows = distances.reshape(distances.size(0), heads, -1).permute(1, 2, 0);
        int length = contents.size(2);
        return contents.matmul(rows).gather(-1, index.expand(contents.size(0), heads, length, length));
    }

    /** Distances up to half the buckets as they are, those beyond by the logarithm. */
    private Tensor buckets(Tensor distances) {
        if (spec.buckets() == 0) {
            return distances;
        }
        int middle = spec.buckets() / 2;
        Tensor far = distances.abs();
        // In float32 and in this order, as the reference does: at a border rounding decides the bucket.
        double whole = (float) Math.log((float) ((spec.farthest() - 1) / (double) middle));
        Tensor byLogarithm = far.max(Tensors.full(middle - 1, 1))
                .over(middle)
                .log()
                .over(whole)
                .times(middle - 1)
                .ceil()
                .plus(middle)
                .times(distances.sign());
        return far.lessThan(middle + 1).choose(distances, byLogarithm);
    }
}
