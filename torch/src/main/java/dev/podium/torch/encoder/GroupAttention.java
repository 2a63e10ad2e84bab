package dev.podium.torch.encoder;

import dev.podium.torch.layer.Dropout;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention of one layer in sequences of one length.
 *
 * @param q queries, [sequences, heads, length, width of a head]
 * @param k keys
 * @param v values
 * @param bias added to the scores, [sequences or 1, heads, length, length], or none
 * @param sight which keys are seen
 * @param dropout of the probabilities, in a pass to learn from
 * @param scale of the scores
 */
record GroupAttention(
        Tensor q, Tensor k, Tensor v, @Nullable Tensor bias, Sight sight, Dropout dropout, double scale) {

    /** What the queries find, [sequences, heads, length, width of a head]. */
    Tensor attended() {
        if (sight.whole()) {
            return attention(q, k, v, bias);
        }
        List<Tensor> parts = new ArrayList<>();
        if (sight.from() > 0) {
            parts.add(all(sight.from()));
        }
        for (Sight.Span span : sight.spans()) {
            parts.add(attention(
                    q.slice(2, span.from(), span.to()),
                    k.slice(2, span.firstKey(), span.lastKey()),
                    v.slice(2, span.firstKey(), span.lastKey()),
                    biasWithin(span)));
        }
        if (sight.to() < sight.length()) {
            parts.add(all(sight.length() - sight.to()));
        }
        return parts.size() == 1 ? parts.getFirst() : Tensors.cat(parts, 2);
    }

    /** Fused, where no probability is dropped: then they are never in memory whole. */
    private Tensor attention(Tensor queries, Tensor keys, Tensor values, @Nullable Tensor added) {
        if (!dropout.drops()) {
            return Functional.attention(queries, keys, values, added, false, scale);
        }
        Tensor scores = queries.times(scale).matmul(keys.transpose(-1, -2));
        return dropout.of((added == null ? scores : scores.plus(added)).softmax(-1))
                .matmul(values);
    }

    /** What queries find that attend to all alike. */
    private Tensor all(int queries) {
        return v.mean(2, true).expand(v.size(0), v.size(1), queries, v.size(3));
    }

    private @Nullable Tensor biasWithin(Sight.Span span) {
        Tensor mask = span.mask().isEmpty() ? null : span.mask().getFirst();
        if (bias == null) {
            return mask;
        }
        Tensor part = bias.slice(2, span.from(), span.to()).slice(3, span.firstKey(), span.lastKey());
        return mask == null ? part : part.plus(mask);
    }

    /**
     * Probabilities of some queries of one sequence, calculated apart.
     *
     * @param sequence within the group
     * @return [heads, rows, keys]
     */
    Tensor probabilities(int sequence, Observer.Rows rows) {
        Tensor queries = q.select(0, sequence).slice(1, rows.from(), rows.to());
        Tensor scores = queries.matmul(k.select(0, sequence).transpose(-1, -2)).times(scale);
        if (bias != null) {
            scores =
                    scores.plus(bias.select(0, bias.size(0) == 1 ? 0 : sequence).slice(1, rows.from(), rows.to()));
        }
        if (sight.whole()) {
            return scores.softmax(-1);
        }
        Tensor shown = Tensors.of(sight.shown(rows), rows.to() - rows.from(), sight.length())
                .to(q.device());
        // Times 0, then 0 added: equal scores for the queries that see nothing.
        Tensor sees = Tensors.of(sight.sees(rows), rows.to() - rows.from(), 1).to(q.device());
        return scores.times(sees).plus(shown).softmax(-1);
    }
}
