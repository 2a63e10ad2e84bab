package dev.podium.torch.seq2seq;

import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.RmsNorm;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The decoder of the T5 family: each token sees those before it, and all of its sequence's memory.
 *
 * <p>Sequences are a rectangle. Those of different length are padded at their end, where padding changes nothing that stands before it.
 */
public final class T5Decoder {

    private record Block(
            T5Attention self,
            T5Attention cross,
            T5FeedForward feedForward,
            @Nullable RelativePositions positions) {}

    private final Tensor embeddings;
    private final List<Block> blocks;
    private final RmsNorm last;

    private T5Decoder(Tensor embeddings, List<Block> blocks, RmsNorm last) {
        this.embeddings = embeddings;
        this.blocks = List.copyOf(blocks);
        this.last = last;
    }

    static T5Decoder of(T5Config config, Parameters parameters) {
        Parameters decoder = parameters.at("decoder");
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < config.decoderLayers(); i++) {
            Parameters block = decoder.at("block." + i);
            blocks.add(new Block(
                    T5Attention.of(block.at("layer.0"), "SelfAttention", config),
                    T5Attention.of(block.at("layer.1"), "EncDecAttention", config),
                    T5FeedForward.of(block.at("layer.2"), config),
                    T5Encoder.positions(block, config, false)));
        }
        return new T5Decoder(
                T5Encoder.embeddings(parameters, decoder),
                blocks,
                new RmsNorm(decoder.tensor("final_layer_norm.weight"), config.epsilon()));
    }

    /** The vectors that tokens begin as. @param ids [sequence][token], all of one length @return [sequences, tokens, width] */
    public Tensor embed(int[]... ids) {
        int tokens = ids[0].length;
        int[] flat = Arrays.stream(ids).flatMapToInt(Arrays::stream).toArray();
        if (flat.length != ids.length * tokens) {
            throw new IllegalArgumentException(
                    "The sequences must be of one length.\nMaybe pad the shorter ones at their end: what stands before it does not see it.");
        }
        return Functional.embedding(embeddings, Tensors.indices(flat).to(embeddings.device()))
                .reshape(ids.length, tokens, embeddings.size(1));
    }

    /**
     * The last hidden states of whole sequences, at once.
     *
     * @param vectors [sequences, tokens, width]: {@linkplain #embed tokens}, or any others
     * @return [sequences, tokens, width], in the scope of the caller
     */
    public Tensor hidden(Memory memory, Tensor vectors, Observer observer) {
        return run(memory, null, vectors, observer);
    }

    /** Begins with no token. The state outlives the scope, and keeps what it needs of the memory. */
    public DecoderState begin(Memory memory) {
        List<DecoderState.Layer> layers = new ArrayList<>();
        for (Block block : blocks) {
            try (Scope _ = Scope.open()) {
                T5Attention cross = block.cross();
                layers.add(new DecoderState.Layer(
                        cross.split(cross.key(), memory.vectors()).pinned(),
                        cross.split(cross.value(), memory.vectors()).pinned(),
                        memory.spans().size()));
            }
        }
        return new DecoderState(layers, memory.spans());
    }

    /**
     * The last hidden states of the tokens that come next; the state goes on behind them.
     *
     * @param vectors [sequences, tokens, width]
     * @return [sequences, tokens, width], in the scope of the caller
     */
    public Tensor next(DecoderState state, Tensor vectors, Observer observer) {
        Tensor hidden = run(null, state, vectors, observer);
        state.advance(vectors.size(1));
        return hidden;
    }

    /** With a memory for whole sequences, or with a state that goes on. */
    private Tensor run(@Nullable Memory memory, @Nullable DecoderState state, Tensor vectors, Observer observer) {
        List<Memory.Span> spans = state == null ? Objects.requireNonNull(memory).spans() : state.spans();
        if (vectors.size(0) != spans.size()) {
            throw new IllegalArgumentException("The sequences (%d) must be as many as the memories they look into (%d)."
                    .formatted(vectors.size(0), spans.size()));
        }
        int past = state == null ? 0 : state.length();
        int tokens = vectors.size(1);
        List<Memory.Run> runs = Memory.runs(spans);
        try (Scope scope = Scope.open()) {
            Tensor x = vectors.reshape(-1, vectors.size(2));
            Tensor bias = null;
            observer.hidden(0, x);
            for (int i = 0; i < blocks.size(); i++) {
                if (i > 0 && !observer.goesOnAfter(i)) {
                    return scope.keep(x.reshape(vectors.shape()));
                }
                Block block = blocks.get(i);
                if (block.positions() != null) {
                    bias = block.positions().bias(tokens, past + tokens);
                }
                Tensor next;
                try (Scope layer = Scope.open()) {
                    Tensor looked = self(block.self(), x, bias, spans.size(), past, state, i, observer);
                    Tensor told = cross(block.cross(), looked, runs, tokens, memory, state, i, observer);
                    next = layer.keep(block.feedForward().of(told));
                }
                x.close();
                x = next;
                observer.hidden(i + 1, x);
            }
            return scope.keep(last.of(x).reshape(vectors.shape()));
        }
    }

    private static Tensor self(
            T5Attention attention,
            Tensor x,
            @Nullable Tensor bias,
            int sequences,
            int past,
            @Nullable DecoderState state,
            int layer,
            Observer observer) {
        Tensor normed = attention.norm().of(x);
        Tensor q = batched(attention.split(attention.query(), normed), sequences);
        Tensor k = batched(attention.split(attention.key(), normed), sequences);
        Tensor v = batched(attention.split(attention.value(), normed), sequences);
        if (state != null) {
            int length = past + q.size(2);
            state.layer(layer).append(k, v, past);
            k = state.layer(layer).keys(length);
            v = state.layer(layer).values(length);
        }
        for (int i = 0; i < sequences; i++) {
            Observer.Rows rows = observer.attentionOf(layer, i, q.size(2));
            if (rows != null) {
                observer.attention(
                        layer,
                        i,
                        T5Attention.probabilities(
                                q.select(0, i).slice(1, rows.from(), rows.to()),
                                k.select(0, i),
                                bias == null ? null : bias.slice(1, rows.from(), rows.to())));
            }
        }
        return x.plus(attention.out().of(T5Attention.attend(q, k, v, bias)));
    }

    private static Tensor cross(
            T5Attention attention,
            Tensor x,
            List<Memory.Run> runs,
            int tokens,
            @Nullable Memory memory,
            @Nullable DecoderState state,
            int layer,
            Observer observer) {
        Tensor q = attention.split(attention.query(), attention.norm().of(x));
        Tensor k = state == null
                ? attention.split(
                        attention.key(), Objects.requireNonNull(memory).vectors())
                : state.layer(layer).memoryKeys;
        Tensor v = state == null
                ? attention.split(
                        attention.value(), Objects.requireNonNull(memory).vectors())
                : state.layer(layer).memoryValues;
        List<Tensor> seen = new ArrayList<>();
        for (Memory.Run run : runs) {
            // Nothing is hidden in a memory, so that sequences which share one are only more queries to it.
            int queries = run.repeat() * tokens;
            Tensor rq = q.slice(
                    0, (long) run.sequence() * tokens, (long) run.sequence() * tokens + (long) run.count() * queries);
            Tensor rk = batched(k.slice(0, run.first().from(), run.to()), run.count());
            Tensor rv = batched(v.slice(0, run.first().from(), run.to()), run.count());
            seen.add(T5Attention.attend(batched(rq, run.count()), rk, rv, null));
            for (int i = 0; i < run.count() * run.repeat(); i++) {
                Observer.Rows rows = observer.crossAttentionOf(layer, run.sequence() + i, tokens);
                if (rows != null) {
                    Tensor asked = rq.slice(0, (long) i * tokens + rows.from(), (long) i * tokens + rows.to());
                    observer.crossAttention(
                            layer,
                            run.sequence() + i,
                            T5Attention.probabilities(asked.transpose(0, 1), rk.select(0, i / run.repeat()), null));
                }
            }
        }
        return x.plus(attention.out().of(seen.size() == 1 ? seen.getFirst() : Tensors.cat(seen, 0)));
    }

    /** @param packed [batch * tokens, heads, head width] @return [batch, heads, tokens, head width] */
    private static Tensor batched(Tensor packed, int batch) {
        return packed.reshape(batch, -1, packed.size(1), packed.size(2)).transpose(1, 2);
    }
}
