package dev.podium.torch.encoder;

import dev.podium.torch.layer.Packing;
import dev.podium.torch.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How places matter inside attention: what families truly differ in.
 *
 * <p>One for an encoder; what of it depends on the batch and not on the layer is calculated once a batch.
 */
interface Places {

    /** In families whose attention knows no places. */
    Places NONE = packing -> new OfBatch() {};

    /** What a batch needs of it, in the scope of the caller. */
    OfBatch of(Packing packing);

    /** For one batch. */
    interface OfBatch {

        /**
         * Queries or keys, turned by their places.
         *
         * @param x [tokens, heads, width of a head]
         */
        default Tensor turned(int layer, Tensor x) {
            return x;
        }

        /**
         * What is added to the scores of a group.
         *
         * @param group of the packing, from 0
         * @param q [sequences, heads, length, width of a head]
         * @param k the same of the keys
         * @return [sequences or 1, heads, length, length], or null for nothing
         */
        default @Nullable Tensor bias(int layer, int group, Tensor q, Tensor k) {
            return null;
        }

        /** Places to either side that are seen. */
        default int reach(int layer) {
            return Integer.MAX_VALUE;
        }
    }
}
