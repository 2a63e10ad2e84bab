package dev.podium.torch.seq2seq;

import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.Arrays;
import java.util.List;

/**
 * How far a decoder has come with some sequences: what it keeps of the memory and of the tokens so far, layer by layer.
 *
 * <p>All sequences have the same number of tokens. Those that are done are dropped, and those that go on in several ways repeated, by
 * {@link #keep}. Holds native memory outside every scope until it is closed.
 */
public final class DecoderState implements AutoCloseable {

    private static final int LEAST_ROOM = 16; // tokens; the room doubles when it is full

    /** One layer's keys and values: of the memory [vectors, heads, head width], of the tokens [sequences, heads, room, head width]. */
    static final class Layer implements AutoCloseable {

        final Tensor memoryKeys;
        final Tensor memoryValues;
        private Tensor keys;
        private Tensor values;

        /** @param memoryKeys pinned @param memoryValues pinned */
        Layer(Tensor memoryKeys, Tensor memoryValues, int sequences) {
            this.memoryKeys = memoryKeys;
            this.memoryValues = memoryValues;
            this.keys = room(memoryKeys, sequences, 0);
            this.values = room(memoryKeys, sequences, 0);
        }

        private static Tensor room(Tensor like, int sequences, int tokens) {
            return Tensors.empty(Kind.FLOAT32, sequences, like.size(1), tokens, like.size(2))
                    .to(like.device())
                    .pinned();
        }

        /** Writes behind the tokens so far. @param more [sequences, heads, tokens, head width] */
        void append(Tensor moreKeys, Tensor moreValues, int length) {
            int needed = length + moreKeys.size(2);
            if (needed > keys.size(2)) {
                int tokens = Math.max(LEAST_ROOM, Integer.highestOneBit(needed) << 1);
                keys = grown(keys, length, tokens);
                values = grown(values, length, tokens);
            }
            keys.slice(2, length, needed).setInPlace(moreKeys);
            values.slice(2, length, needed).setInPlace(moreValues);
        }

        private static Tensor grown(Tensor former, int length, int tokens) {
            Tensor grown = Tensors.empty(Kind.FLOAT32, former.size(0), former.size(1), tokens, former.size(3))
                    .to(former.device())
                    .pinned();
            if (length > 0) {
                grown.slice(2, 0, length).setInPlace(former.slice(2, 0, length));
            }
            former.close();
            return grown;
        }

        Tensor keys(int length) {
            return keys.slice(2, 0, length);
        }

        Tensor values(int length) {
            return values.slice(2, 0, length);
        }

        void keep(Tensor rows) {
            Tensor formerKeys = keys;
            Tensor formerValues = values;
            keys = formerKeys.pick(0, rows).pinned();
            values = formerValues.pick(0, rows).pinned();
            formerKeys.close();
            formerValues.close();
        }

        @Override
        public void close() {
            memoryKeys.close();
            memoryValues.close();
            keys.close();
            values.close();
        }
    }

    private final List<Layer> layers;
    private List<Memory.Span> spans;
    private int length;

    DecoderState(List<Layer> layers, List<Memory.Span> spans) {
        this.layers = List.copyOf(layers);
        this.spans = spans;
    }

    /** How many sequences. */
    public int size() {
        return spans.size();
    }

    /** Tokens of each so far. */
    public int length() {
        return length;
    }

    /**
     * Goes on with some of the sequences, in a new order.
     *
     * @param rows their numbers so far; one that comes twice goes on in two ways
     */
    public void keep(int... rows) {
        spans = Arrays.stream(rows).mapToObj(spans::get).toList();
        try (Scope _ = Scope.open()) {
            Tensor indices =
                    Tensors.indices(rows).to(layers.getFirst().memoryKeys.device());
            layers.forEach(layer -> layer.keep(indices));
        }
    }

    Layer layer(int i) {
        return layers.get(i);
    }

    List<Memory.Span> spans() {
        return spans;
    }

    void advance(int tokens) {
        length += tokens;
    }

    @Override
    public void close() {
        layers.forEach(Layer::close);
    }
}
