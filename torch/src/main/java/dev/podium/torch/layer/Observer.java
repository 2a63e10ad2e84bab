package dev.podium.torch.layer;

import dev.podium.torch.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a forward pass while it runs, layer by layer, and may end it early.
 *
 * <p>A layer's numbers are shown when they are there and freed when the next ones are: an observer copies what it wants to keep
 * ({@link dev.podium.torch.tensor.Scope#keep}, or into arrays). Attention is calculated fused, which never has its probabilities in
 * memory; for the rows that an observer asks for they are calculated beside it, so that looking does not change what is looked at.
 *
 * @since 0.1.0
 */
public interface Observer {

    /** Looks at nothing. */
    Observer NONE = new Observer() {};

    /** Rows of one sequence: queries from one place to another, which is not in it. */
    record Rows(int from, int to) {}

    /** What goes from layer to layer, [tokens, width]: layer 0 is the embeddings, layer n what layer n left. */
    default void hidden(int layer, Tensor hidden) {}

    /**
     * Which queries' attention is wanted.
     *
     * @param layer from 0
     * @param sequence in the batch, from 0
     * @param queries how many there are
     * @return the rows, or null for none
     */
    default @Nullable Rows attentionOf(int layer, int sequence, int queries) {
        return null;
    }

    /**
     * Attention probabilities of the rows that were asked for.
     *
     * @param layer from 0
     * @param probabilities [heads, rows, keys]; keys of a shared prefix first
     */
    default void attention(int layer, int sequence, Tensor probabilities) {}

    /**
     * Which queries' attention to another network's vectors is wanted: a decoder's, to its encoder's memory.
     *
     * @param layer from 0
     * @param sequence of the decoder, from 0
     * @param queries how many there are
     * @return the rows, or null for none
     */
    default @Nullable Rows crossAttentionOf(int layer, int sequence, int queries) {
        return null;
    }

    /** Probabilities of the rows that were asked for. @param probabilities [heads, rows, vectors of the memory] */
    default void crossAttention(int layer, int sequence, Tensor probabilities) {}

    /** Whether to go on after so many layers; if not, what the last one left is the result. */
    default boolean goesOnAfter(int layers) {
        return true;
    }
}
