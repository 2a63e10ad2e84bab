package dev.podium.torch.vision;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.Arrays;
import java.util.List;

/** CLIP's tower for pictures: a vector for the whole before those of its patches. */
public final class ClipVision {

    private final Tensor patches;
    private final Tensor whole;
    private final Tensor positions;
    private final LayerNorm first;
    private final ClipTower tower;
    private final LayerNorm last;

    ClipVision(Config config, Parameters vision) {
        this.patches = vision.tensor("embeddings.patch_embedding.weight");
        this.whole = vision.tensor("embeddings.class_embedding");
        this.positions = vision.tensor("embeddings.position_embedding.weight");
        // The name is misspelt in every checkpoint.
        this.first = vision.layerNorm("pre_layrnorm", ClipTower.epsilon(config));
        this.tower = new ClipTower(config, vision, 12, 12, false);
        this.last = vision.layerNorm("post_layernorm", ClipTower.epsilon(config));
    }

    /**
     * The hidden states before the last norm.
     *
     * @param pixels [pictures, 3, height, width]
     * @return [pictures, 1 + patches, width], the whole first, in the scope of the caller
     */
    public Tensor hidden(Tensor pixels, Observer observer) {
        int pictures = pixels.size(0);
        try (Scope scope = Scope.open()) {
            Tensor cut = Functional.patches(pixels, patches, null);
            int width = cut.size(1);
            Tensor flat = cut.reshape(pictures, width, -1).transpose(1, 2);
            if (flat.size(1) + 1 != positions.size(0)) {
                throw new IllegalArgumentException(
                        "A picture of %d by %d has %d patches, and the model has places for %d.\nMaybe resize and cut it as its settings say."
                                .formatted(pixels.size(3), pixels.size(2), flat.size(1), positions.size(0) - 1));
            }
            Tensor x = Tensors.cat(List.of(whole.reshape(1, 1, width).expand(pictures, 1, width), flat), 1)
                    .plus(positions);
            int[] lengths = new int[pictures];
            Arrays.fill(lengths, x.size(1));
            Tensor hidden = tower.of(first.of(x.reshape(-1, width)), Packing.of(lengths), observer);
            return scope.keep(hidden.reshape(pictures, x.size(1), width));
        }
    }

    /** The vector of each picture as a whole, after the last norm. @return [pictures, width], in the scope of the caller */
    Tensor pooled(Tensor pixels, Observer observer) {
        try (Scope scope = Scope.open()) {
            return scope.keep(last.of(hidden(pixels, observer).select(1, 0)));
        }
    }
}
