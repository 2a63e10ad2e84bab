package dev.podium.torch.decoder;

import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Queries, keys and values of a pass's rows, cut into heads.
 *
 * @param queries [rows, heads, width]
 * @param keys [rows, key heads, width]
 * @param values [rows, key heads, width]
 */
record Heads(Tensor queries, Tensor keys, Tensor values) {

    /** Rows as attention takes them: [1, heads, rows, width], a view. */
    static Tensor one(Tensor rows, int from, int to) {
        return rows.slice(0, from, to).transpose(0, 1).unsqueeze(0);
    }

    /** Runs of one length side by side as attention takes them: [runs, heads, rows of each, width], a view. */
    static Tensor several(Tensor rows, int from, int runs, int length) {
        return rows.slice(0, from, from + runs * length)
                .reshape(runs, length, rows.size(1), rows.size(2))
                .transpose(1, 2);
    }

    /** The keys of a run, cached or new, [1, key heads, tokens, width]. */
    Tensor keysOf(Plan.Run run, int layer) {
        return run.cached == null
                ? one(keys, run.from, run.to)
                : run.cached.chunk().keys(layer, run.cached.tokens());
    }

    /** The values of a run, cached or new, [1, key heads, tokens, width]. */
    Tensor valuesOf(Plan.Run run, int layer) {
        return run.cached == null
                ? one(values, run.from, run.to)
                : run.cached.chunk().values(layer, run.cached.tokens());
    }

    /** Keys and values of part of a sequence, put together from its runs, [1, key heads, tokens, width]. */
    Span span(List<Plan.Run> path, int layer, int from, int to) {
        List<Tensor> someKeys = new ArrayList<>();
        List<Tensor> someValues = new ArrayList<>();
        for (Plan.Run run : path) {
            int first = Math.max(from, run.start) - run.start;
            int end = Math.min(to, run.start + run.tokens()) - run.start;
            if (first < end) {
                someKeys.add(keysOf(run, layer).slice(2, first, end));
                someValues.add(valuesOf(run, layer).slice(2, first, end));
            }
        }
        return new Span(
                someKeys.size() == 1 ? someKeys.getFirst() : Tensors.cat(someKeys, 2),
                someValues.size() == 1 ? someValues.getFirst() : Tensors.cat(someValues, 2));
    }

    /** Keys and values of neighbouring tokens. */
    record Span(Tensor keys, Tensor values) {}
}
