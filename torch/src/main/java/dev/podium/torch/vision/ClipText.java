package dev.podium.torch.vision;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Backbone;
import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.Arrays;

/**
 * CLIP's tower for text. A token sees those before it, so that the one that ends the text has seen all, and stands for it.
 *
 * <p>Since nothing behind the end is seen, a text needs no padding, which CLIP was trained with.
 */
public final class ClipText implements Backbone {

    private final Tensor tokens;
    private final Tensor positions;
    private final ClipTower tower;
    private final LayerNorm last;
    private final int end;

    ClipText(Config config, Parameters text) {
        this.tokens = text.tensor("embeddings.token_embedding.weight");
        this.positions = text.tensor("embeddings.position_embedding.weight");
        this.tower = new ClipTower(config, text, 12, 8, true);
        this.last = text.layerNorm("final_layer_norm", ClipTower.epsilon(config));
        this.end = config.integerOr(49407, "eos_token_id");
    }

    @Override
    public int width() {
        return tokens.size(1);
    }

    @Override
    public int maxTokens() {
        return positions.size(0);
    }

    @Override
    public Tensor hidden(TokenBatch batch, Observer observer) {
        int[] places = new int[batch.packing().tokens()];
        for (Packing.Segment text : batch.packing().segments()) {
            if (text.length() > maxTokens()) {
                throw new IllegalArgumentException(
                        "The text (%d tokens) must be at most %d tokens.\nMaybe cut it: CLIP is for captions."
                                .formatted(text.length(), maxTokens()));
            }
            for (int i = text.from(); i < text.to(); i++) {
                places[i] = i - text.from();
            }
        }
        try (Scope scope = Scope.open()) {
            Tensor embedded = Functional.embedding(
                            tokens, Tensors.indices(batch.ids()).to(tokens.device()))
                    .plus(positions.pick(0, Tensors.indices(places).to(tokens.device())));
            return scope.keep(last.of(tower.of(embedded, batch.packing(), observer)));
        }
    }

    /** The vector of each text: that of its first end. @return [texts, width], in the scope of the caller */
    Tensor pooled(TokenBatch batch, Observer observer) {
        int[] ids = batch.ids();
        int[] ends = batch.packing().segments().stream()
                .mapToInt(text -> endOf(ids, text))
                .toArray();
        try (Scope scope = Scope.open()) {
            return scope.keep(
                    hidden(batch, observer).pick(0, Tensors.indices(ends).to(tokens.device())));
        }
    }

    private int endOf(int[] ids, Packing.Segment text) {
        // The first files of CLIP said 2, which was never its end: there the end is the greatest id.
        int wanted = end == 2 ? Arrays.stream(ids, text.from(), text.to()).max().orElse(end) : end;
        for (int i = text.from(); i < text.to(); i++) {
            if (ids[i] == wanted) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "The text %s has no token %d, which ends texts.\nMaybe it was cut: the end must stay."
                        .formatted(Arrays.toString(Arrays.copyOfRange(ids, text.from(), text.to())), wanted));
    }
}
