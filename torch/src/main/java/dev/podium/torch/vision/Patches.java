package dev.podium.torch.vision;

import dev.podium.torch.tensor.Tensor;
import java.util.List;

/**
 * Pictures cut into patches, those of one token side by side.
 *
 * @param pixels [patches, channels * frames of a patch * rows of a patch * columns of a patch]
 * @param grids one a picture
 */
public record Patches(Tensor pixels, List<Grid> grids) {

    /** Copies and checks. */
    public Patches {
        grids = List.copyOf(grids);
        int patches = grids.stream().mapToInt(Grid::patches).sum();
        if (pixels.size(0) != patches) {
            throw new IllegalArgumentException("The patches (%d) must be as many as the grids %s say (%d)."
                    .formatted(pixels.size(0), grids, patches));
        }
    }
}
