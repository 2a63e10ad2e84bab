package dev.podium.torch.seq2seq;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Backbone;
import dev.podium.torch.layer.Noise;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.Recomputation;
import dev.podium.torch.layer.RmsNorm;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The encoder of the T5 family, with a decoder beside it or alone. */
public final class T5Encoder implements Backbone {

    private record Block(
            T5Attention attention,
            T5FeedForward feedForward,
            @Nullable RelativePositions positions) {}

    private final Tensor embeddings;
    private final List<Block> blocks;
    private final RmsNorm last;
    private final int width;

    private T5Encoder(Tensor embeddings, List<Block> blocks, RmsNorm last, int width) {
        this.embeddings = embeddings;
        this.blocks = List.copyOf(blocks);
        this.last = last;
        this.width = width;
    }

    /** The encoder of a checkpoint, which may hold a decoder too. */
    public static T5Encoder of(Config config, Parameters parameters) {
        return of(T5Config.of(config), parameters);
    }

    static T5Encoder of(T5Config config, Parameters parameters) {
        Parameters encoder = parameters.at("encoder");
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < config.encoderLayers(); i++) {
            Parameters block = encoder.at("block." + i);
            blocks.add(new Block(
                    T5Attention.of(block.at("layer.0"), "SelfAttention", config),
                    T5FeedForward.of(block.at("layer.1"), config),
                    positions(block, config, true)));
        }
        return new T5Encoder(
                embeddings(parameters, encoder),
                blocks,
                new RmsNorm(encoder.tensor("final_layer_norm.weight"), config.epsilon()),
                config.width());
    }

    /** One table for both halves, unless a file has one for this half alone. */
    static Tensor embeddings(Parameters parameters, Parameters half) {
        return parameters.has("shared.weight")
                ? parameters.tensor("shared.weight")
                : half.tensor("embed_tokens.weight");
    }

    /** Only the first block of T5 has a table, for all; a block that has its own (umT5) uses that. */
    static @Nullable RelativePositions positions(Parameters block, T5Config config, boolean bothWays) {
        Tensor table = block.tensorIfThere("layer.0.SelfAttention.relative_attention_bias.weight");
        return table == null ? null : new RelativePositions(table, bothWays, config.maxDistance());
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int maxTokens() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Tensor hidden(TokenBatch batch, Observer observer) {
        Tensor ids = Tensors.indices(batch.ids()).to(embeddings.device());
        return hidden(Noise.on(Functional.embedding(embeddings, ids), batch.packing()), batch.packing(), observer);
    }

    /**
     * The last hidden states of vectors that are given in place of tokens.
     *
     * @param vectors [tokens, width]
     * @return [tokens, width], in the scope of the caller
     */
    public Tensor hidden(Tensor vectors, Packing packing, Observer observer) {
        int longest = packing.segments().stream()
                .mapToInt(Packing.Segment::length)
                .max()
                .orElse(0);
        try (Scope scope = Scope.open()) {
            Tensor x = vectors;
            Tensor bias = null;
            observer.hidden(0, x);
            for (int i = 0; i < blocks.size(); i++) {
                if (i > 0 && !observer.goesOnAfter(i)) {
                    return scope.keep(x);
                }
                Block block = blocks.get(i);
                if (block.positions() != null && !Recomputation.isOn()) {
                    bias = block.positions().bias(longest, longest);
                }
                Tensor next = Recomputation.isOn()
                        ? stepAgain(i, x, longest, packing)
                        : step(block, x, bias, packing, i, observer);
                if (i > 0) {
                    x.close(); // not the caller's
                }
                x = next;
                observer.hidden(i + 1, x);
            }
            return scope.keep(last.of(x));
        }
    }

    /** A step that is run again backward, when what the blocks share is gone; nobody looks then. */
    private Tensor stepAgain(int layer, Tensor x, int longest, Packing packing) {
        RelativePositions own = null;
        for (int i = 0; i <= layer; i++) {
            own = blocks.get(i).positions() == null ? own : blocks.get(i).positions();
        }
        RelativePositions positions = own;
        return Recomputation.of(x, input -> {
            try (Scope scope = Scope.open()) {
                Tensor bias = positions == null ? null : positions.bias(longest, longest);
                return scope.keep(step(blocks.get(layer), input, bias, packing, layer, Observer.NONE));
            }
        });
    }

    private static Tensor step(
            Block block, Tensor x, @Nullable Tensor bias, Packing packing, int layer, Observer observer) {
        try (Scope scope = Scope.open()) {
            T5Attention attention = block.attention();
            Tensor normed = attention.norm().of(x);
            Tensor q = attention.split(attention.query(), normed);
            Tensor k = attention.split(attention.key(), normed);
            Tensor v = attention.split(attention.value(), normed);
            List<Tensor> seen = new ArrayList<>();
            int sequence = 0;
            for (Packing.Group group : packing.groups()) {
                Packing.Segment first = group.first();
                Tensor gq = grouped(q, group);
                Tensor gk = grouped(k, group).slice(2, first.firstKey(), first.lastKey());
                Tensor gv = grouped(v, group).slice(2, first.firstKey(), first.lastKey());
                Tensor gb = bias == null
                        ? null
                        : bias.slice(1, 0, group.length()).slice(2, first.firstKey(), first.lastKey());
                seen.add(T5Attention.attend(gq, gk, gv, gb));
                show(observer, layer, sequence, gq, gk, gb);
                sequence += group.count();
            }
            Tensor all = seen.size() == 1 ? seen.getFirst() : Tensors.cat(seen, 0);
            return scope.keep(block.feedForward().of(x.plus(attention.out().of(all))));
        }
    }

    private static Tensor grouped(Tensor packed, Packing.Group group) {
        return packed.slice(0, group.from(), group.to())
                .reshape(group.count(), group.length(), packed.size(1), packed.size(2))
                .transpose(1, 2);
    }

    private static void show(Observer observer, int layer, int from, Tensor q, Tensor k, @Nullable Tensor bias) {
        for (int i = 0; i < q.size(0); i++) {
            Observer.Rows rows = observer.attentionOf(layer, from + i, q.size(2));
            if (rows != null) {
                try (Scope _ = Scope.open()) {
                    observer.attention(
                            layer,
                            from + i,
                            T5Attention.probabilities(
                                    q.select(0, i).slice(1, rows.from(), rows.to()),
                                    k.select(0, i),
                                    bias == null ? null : bias.slice(1, rows.from(), rows.to())));
                }
            }
        }
    }
}
