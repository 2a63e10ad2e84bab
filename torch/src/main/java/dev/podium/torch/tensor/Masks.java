package dev.podium.torch.tensor;

/**
 * Which keys a query sees, as numbers added to the scores: 0 for seen, -inf for hidden.
 *
 * @since 0.1.0
 */
public final class Masks {

    private Masks() {}

    /**
     * Each query sees the keys up to its own place; the last query stands at the last key.
     *
     * @return [queries, keys]
     */
    public static Tensor causal(int queries, int keys) {
        return window(queries, keys, Integer.MAX_VALUE, 0);
    }

    /**
     * Each query sees the keys from so many places before its own to so many after; the last query stands at the last key.
     *
     * @param before places before its own
     * @param after places after its own; 0 for causal
     * @return [queries, keys]
     */
    public static Tensor window(int queries, int keys, int before, int after) {
        float[] mask = new float[queries * keys];
        for (int q = 0; q < queries; q++) {
            int own = keys - queries + q;
            for (int k = 0; k < keys; k++) {
                boolean seen = (long) k - own <= after && (long) own - k <= before;
                mask[q * keys + k] = seen ? 0 : Float.NEGATIVE_INFINITY;
            }
        }
        return Tensors.of(mask, queries, keys);
    }
}
