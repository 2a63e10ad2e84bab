package dev.podium.torch.vision;

import dev.podium.torch.config.Config;
import dev.podium.torch.tensor.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes pictures into what Qwen2-VL and Qwen2.5-VL look at: any size and shape, rounded to whole tokens, between a least and a most
 * number of pixels.
 *
 * <p>Source: {@code preprocessor_config.json}; the rule of sizes is that of Qwen2-VL, arXiv 2409.12191, section 2.1, as its code has it.
 */
public final class QwenImages {

    private static final int LONGEST_TO_SHORTEST = 200; // beyond, the reference refuses

    private final int patch;
    private final int merge;
    private final int frames; // of a patch; a picture is repeated
    private final long leastPixels;
    private final long mostPixels;
    private final boolean resized;
    private final Resampling resampling;
    private final Colours colours;

    private QwenImages(Config settings) {
        Config size = settings.under("size");
        this.patch = settings.integerOr(14, "patch_size");
        this.merge = settings.integerOr(2, "merge_size");
        this.frames = settings.integerOr(2, "temporal_patch_size");
        this.leastPixels = settings.integerOr(size.integerOr(56 * 56, "shortest_edge"), "min_pixels");
        this.mostPixels = settings.integerOr(size.integerOr(28 * 28 * 1280, "longest_edge"), "max_pixels");
        this.resized = settings.flagOr(true, "do_resize");
        this.resampling = Resampling.of(settings.integerOr(3, "resample"));
        this.colours = Colours.of(settings);
    }

    /** By the settings of a checkpoint's folder. */
    public static QwenImages open(Path folder) {
        return of(Colours.settings(folder));
    }

    /** By settings that are there. */
    public static QwenImages of(Config settings) {
        return new QwenImages(settings);
    }

    /** Patches along each side of a token. */
    public int merge() {
        return merge;
    }

    /** The patches of pictures, in the scope of the caller. */
    public Patches of(List<Picture> pictures) {
        List<Picture> ready = pictures.stream().map(this::prepared).toList();
        List<Grid> grids = new ArrayList<>();
        for (Picture picture : ready) {
            grids.add(new Grid(1, picture.height() / patch, picture.width() / patch));
        }
        int numbers = 3 * frames * patch * patch;
        float[] pixels = new float[grids.stream().mapToInt(Grid::patches).sum() * numbers];
        int at = 0;
        for (int i = 0; i < ready.size(); i++) {
            Grid grid = grids.get(i);
            for (int tokenRow = 0; tokenRow < grid.rows(); tokenRow += merge) {
                for (int tokenColumn = 0; tokenColumn < grid.columns(); tokenColumn += merge) {
                    for (int row = tokenRow; row < tokenRow + merge; row++) {
                        for (int column = tokenColumn; column < tokenColumn + merge; column++) {
                            at = write(ready.get(i), row * patch, column * patch, pixels, at);
                        }
                    }
                }
            }
        }
        return new Patches(Tensors.of(pixels, pixels.length / numbers, numbers), grids);
    }

    /** One patch: a channel after the other, of each the same frame as often as the network wants. */
    private int write(Picture picture, int top, int left, float[] pixels, int from) {
        int at = from;
        for (int channel = 0; channel < 3; channel++) {
            for (int frame = 0; frame < frames; frame++) {
                for (int y = top; y < top + patch; y++) {
                    for (int x = left; x < left + patch; x++) {
                        pixels[at++] = colours.of(picture, x, y, channel);
                    }
                }
            }
        }
        return at;
    }

    private Picture prepared(Picture picture) {
        int side = patch * merge;
        if (resized) {
            int[] size = size(picture.height(), picture.width());
            return resampling.resize(picture, size[1], size[0]);
        }
        if (picture.height() % side != 0 || picture.width() % side != 0) {
            throw new IllegalArgumentException(
                    "%s must be a multiple of %d along both sides, since nothing is resized.".formatted(picture, side));
        }
        return picture;
    }

    /** The size that a picture is given. @return rows, columns */
    int[] size(int height, int width) {
        if (Math.max(height, width) > (long) LONGEST_TO_SHORTEST * Math.min(height, width)) {
            throw new IllegalArgumentException(
                    "A picture of %d by %d is too narrow: one side may be %d times the other.\nMaybe cut it into several."
                            .formatted(width, height, LONGEST_TO_SHORTEST));
        }
        int side = patch * merge;
        double pixels = (double) height * width;
        long rows = (long) Math.rint((double) height / side) * side; // halves to even, as Python rounds
        long columns = (long) Math.rint((double) width / side) * side;
        if (rows * columns > mostPixels) {
            double shrink = Math.sqrt(pixels / mostPixels);
            rows = Math.max(side, (long) Math.floor(height / shrink / side) * side);
            columns = Math.max(side, (long) Math.floor(width / shrink / side) * side);
        } else if (rows * columns < leastPixels) {
            double grow = Math.sqrt(leastPixels / pixels);
            rows = (long) Math.ceil(height * grow / side) * side;
            columns = (long) Math.ceil(width * grow / side) * side;
        }
        return new int[] {(int) rows, (int) columns};
    }
}
