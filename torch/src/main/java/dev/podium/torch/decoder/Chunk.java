package dev.podium.torch.decoder;

import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of a run of tokens, for every layer; shared by counting who holds it.
 *
 * <p>Whoever made it lets go of it when the call ends, however it ends; whoever keeps it beyond that holds it too. Whoever is alone
 * in holding it may let it grow at its end, in place.
 */
final class Chunk {

    private final Tensor[] keys; // a layer: [1, heads, capacity, width]
    private final Tensor[] values;
    private int capacity;
    private int filled;
    private int holders = 1;

    private Chunk(int layers, int capacity) {
        this.keys = new Tensor[layers];
        this.values = new Tensor[layers];
        this.capacity = capacity;
    }

    /** An empty one, held by the caller; nothing is left behind where memory does not suffice. */
    static Chunk of(DecoderSpec spec, int capacity, Device device) {
        Chunk chunk = new Chunk(spec.layers().size(), capacity);
        try {
            for (int layer = 0; layer < chunk.keys.length; layer++) {
                chunk.keys[layer] = empty(spec.keyHeads(), capacity, spec.headWidth(), device);
                chunk.values[layer] = empty(spec.keyHeads(), capacity, spec.headWidth(), device);
            }
            return chunk;
        } catch (RuntimeException | Error e) {
            chunk.release();
            throw e;
        }
    }

    private static Tensor empty(long heads, long capacity, long width, Device device) {
        return Tensors.empty(Kind.FLOAT32, 1, heads, capacity, width).to(device).pinned();
    }

    /** Tokens whose keys it has. */
    int filled() {
        return filled;
    }

    /** Its first keys of a layer, [1, heads, tokens, width]: a view. */
    Tensor keys(int layer, int tokens) {
        return keys[layer].slice(2, 0, tokens);
    }

    /** Its first values of a layer, [1, heads, tokens, width]: a view. */
    Tensor values(int layer, int tokens) {
        return values[layer].slice(2, 0, tokens);
    }

    /** Writes a layer's keys and values behind those it has; {@link #grown} says so when all layers have theirs. */
    void write(int layer, Tensor moreKeys, Tensor moreValues) {
        int to = filled + moreKeys.size(2);
        keys[layer].slice(2, filled, to).setInPlace(moreKeys);
        values[layer].slice(2, filled, to).setInPlace(moreValues);
    }

    /** Counts tokens that were written in every layer. */
    void grown(int tokens) {
        filled += tokens;
    }

    /** Makes room for so many more tokens. */
    void reserve(int tokens) {
        if (filled + tokens <= capacity) {
            return;
        }
        // Doubled, so that writing n tokens one by one copies less than 2n.
        int larger = Math.max(2 * capacity, filled + tokens);
        for (int layer = 0; layer < keys.length; layer++) {
            keys[layer] = moved(keys[layer], larger);
            values[layer] = moved(values[layer], larger);
        }
        capacity = larger; // only now: where memory did not suffice, some layers have the old one
    }

    private Tensor moved(Tensor from, int larger) {
        Tensor to = empty(from.size(1), larger, from.size(3), from.device());
        to.slice(2, 0, filled).setInPlace(from.slice(2, 0, filled));
        from.close();
        return to;
    }

    /** Forgets the tokens from one on; only for a holder that is alone. */
    void cut(int tokens) {
        filled = Math.min(filled, tokens);
    }

    boolean alone() {
        return holders == 1;
    }

    Chunk hold() {
        holders++;
        return this;
    }

    /** Lets go; the last one frees the memory. */
    void release() {
        holders--;
        if (holders == 0) {
            close(keys);
            close(values);
        }
    }

    private static void close(@Nullable Tensor[] layers) {
        for (Tensor layer : layers) {
            if (layer != null) {
                layer.close();
            }
        }
    }
}
