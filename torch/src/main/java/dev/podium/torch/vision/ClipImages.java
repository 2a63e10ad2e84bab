package dev.podium.torch.vision;

import dev.podium.torch.config.Config;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes pictures into what CLIP looks at: the shorter side resized, the middle cut out, colours normalised.
 *
 * <p>Source: {@code preprocessor_config.json}, which old files write with one number for a size.
 */
public final class ClipImages {

    private final boolean resized;
    private final int shortest; // 0 where both sides are given
    private final int width;
    private final int height;
    private final boolean cut;
    private final int cutWidth;
    private final int cutHeight;
    private final Resampling resampling;
    private final Colours colours;

    private ClipImages(Config settings) {
        this.resized = settings.flagOr(true, "do_resize");
        Config size = settings.under("size");
        this.shortest = size.has("height")
                ? 0
                : size.integerOr(settings.json().path("size").asInt(224), "shortest_edge");
        this.width = size.integerOr(shortest, "width");
        this.height = size.integerOr(shortest, "height");
        this.cut = settings.flagOr(true, "do_center_crop");
        Config middle = settings.under("crop_size");
        int side = settings.json().path("crop_size").asInt(224);
        this.cutWidth = middle.integerOr(side, "width");
        this.cutHeight = middle.integerOr(side, "height");
        this.resampling = Resampling.of(settings.integerOr(3, "resample"));
        this.colours = Colours.of(settings);
    }

    /** By the settings of a checkpoint's folder. */
    public static ClipImages open(Path folder) {
        return of(Colours.settings(folder));
    }

    /** By settings that are there. */
    public static ClipImages of(Config settings) {
        return new ClipImages(settings);
    }

    /** @return [pictures, 3, height, width], in the scope of the caller */
    public Tensor of(List<Picture> pictures) {
        List<Picture> ready = pictures.stream().map(this::prepared).toList();
        int columns = ready.getFirst().width();
        int rows = ready.getFirst().height();
        float[] pixels = new float[3 * rows * columns * ready.size()];
        int at = 0;
        for (Picture picture : ready) {
            if (picture.width() != columns || picture.height() != rows) {
                throw new IllegalArgumentException(
                        "%s and %s cannot be one batch.\nMaybe the model's settings cut nothing."
                                .formatted(ready.getFirst(), picture));
            }
            for (int channel = 0; channel < 3; channel++) {
                for (int y = 0; y < rows; y++) {
                    for (int x = 0; x < columns; x++) {
                        pixels[at++] = colours.of(picture, x, y, channel);
                    }
                }
            }
        }
        return Tensors.of(pixels, ready.size(), 3, rows, columns);
    }

    private Picture prepared(Picture picture) {
        Picture fit = resized ? resized(picture) : picture;
        if (!cut) {
            return fit;
        }
        // Half a pixel too many on the far side where it cannot be even, also where black is laid around.
        return fit.cut(half(fit.width(), cutWidth), half(fit.height(), cutHeight), cutWidth, cutHeight);
    }

    private static int half(int size, int wanted) {
        return wanted > size ? -((wanted - size) / 2) : (size - wanted) / 2;
    }

    private Picture resized(Picture picture) {
        if (shortest == 0) {
            return resampling.resize(picture, width, height);
        }
        int shorter = Math.min(picture.width(), picture.height());
        return resampling.resize(picture, (int) ((long) shortest * picture.width() / shorter), (int)
                ((long) shortest * picture.height() / shorter));
    }
}
