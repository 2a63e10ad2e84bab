package dev.podium.torch.seq2seq;

import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;

/**
 * What is added to an attention score for the distance of key and query: a number a head, for each bucket of distances.
 *
 * <p>Half of the buckets are one distance each, the rest grow by a constant factor up to the greatest distance. Source: T5, arXiv
 * 1910.10683, section 2.1; the borders are those of the published checkpoints' code.
 *
 * @param table [buckets, heads]
 * @param bothWays whether keys after the query have buckets of their own, as in an encoder; if not, they are hidden
 * @param maxDistance from which on distances share the last bucket
 */
record RelativePositions(Tensor table, boolean bothWays, int maxDistance) {

    /** The bucket of a distance. @param distance the key's place less the query's */
    int bucket(int distance) {
        int buckets = bothWays ? table.size(0) / 2 : table.size(0);
        int side = bothWays && distance > 0 ? buckets : 0;
        int apart = bothWays ? Math.abs(distance) : Math.max(-distance, 0);
        int exact = buckets / 2;
        if (apart < exact) {
            return side + apart;
        }
        // In single precision, as it was when the checkpoints were trained: a border may fall on a whole number.
        float share = (float) Math.log((float) apart / exact) / (float) Math.log((double) maxDistance / exact);
        return side + Math.min(exact + (int) (share * (buckets - exact)), buckets - 1);
    }

    /**
     * What is added to the scores of queries that stand at the end of the keys.
     *
     * @return [heads, queries, keys]; -inf where a key is hidden
     */
    Tensor bias(int queries, int keys) {
        // One number a diagonal: v[d] belongs to the distance d - (keys - 1).
        int[] diagonals = new int[queries + keys - 1];
        for (int d = 0; d < diagonals.length; d++) {
            diagonals[d] = bucket(d - (keys - 1));
        }
        Tensor byDiagonal =
                table.pick(0, Tensors.indices(diagonals).to(table.device())).transpose(0, 1);
        if (!bothWays && queries > 1) {
            Tensor hidden = Tensors.full(Double.NEGATIVE_INFINITY, table.size(1), queries - 1)
                    .to(table.device());
            byDiagonal = Tensors.cat(java.util.List.of(byDiagonal.slice(1, 0, keys), hidden), 1);
        }
        // Window r begins at diagonal r, and is the row of query queries - 1 - r.
        return byDiagonal.windows(1, keys).flip(1);
    }
}
