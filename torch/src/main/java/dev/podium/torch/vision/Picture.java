package dev.podium.torch.vision;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Colours of a picture, a byte each for red, green and blue, as models were trained on: transparency is left out.
 *
 * @param width columns
 * @param height rows
 * @param rgb [row][column][channel], 0 to 255; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // pixels: copied for each step they would be the cost of the step
public record Picture(int width, int height, byte[] rgb) {

    private static final long MOST_PIXELS = 100_000_000; // a small file may claim to be any size

    /** Checks. */
    public Picture {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException("A picture of %d by %d must have 3 bytes a pixel, and has %d in all."
                    .formatted(width, height, rgb.length));
        }
    }

    /**
     * A picture in a file: PNG, JPEG, GIF, BMP or TIFF.
     *
     * @throws IllegalArgumentException if it is none of these, damaged or too large
     */
    public static Picture read(Path file) throws IOException {
        return read(Files.readAllBytes(file), file.toString());
    }

    /** A picture in memory. @param source named in errors */
    public static Picture read(byte[] bytes, String source) {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new IllegalArgumentException(
                        "%s is no picture that can be read here.\nMaybe convert it to PNG or JPEG.".formatted(source));
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return of(decoded(reader, source));
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of memory: cannot be
        }
    }

    private static BufferedImage decoded(ImageReader reader, String source) {
        long pixels;
        try {
            pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels <= MOST_PIXELS) {
                return reader.read(0);
            }
        } catch (IOException | RuntimeException e) { // damaged files make readers throw either
            throw new IllegalArgumentException(
                    "%s cannot be read: %s.\nMaybe it was cut while copying.".formatted(source, e.getMessage()), e);
        }
        throw new IllegalArgumentException("%s has %d pixels; at most %d are read.\nMaybe make it smaller."
                .formatted(source, pixels, MOST_PIXELS));
    }

    /** A picture of Java's own. */
    public static Picture of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[3 * width * height];
        if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
            // getRGB would brighten it: Java takes grey to be linear light, everybody else does not.
            grey(image.getRaster(), image.getColorModel().getComponentSize(0), rgb);
        } else {
            int[] row = new int[width];
            for (int y = 0, at = 0; y < height; y++) {
                image.getRGB(0, y, width, 1, row, 0, width);
                for (int pixel : row) {
                    rgb[at++] = (byte) (pixel >> 16);
                    rgb[at++] = (byte) (pixel >> 8);
                    rgb[at++] = (byte) pixel;
                }
            }
        }
        return new Picture(width, height, rgb);
    }

    private static void grey(Raster raster, int bits, byte[] rgb) {
        int most = (1 << bits) - 1;
        int[] row = new int[raster.getWidth()];
        for (int y = 0, at = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, 0, row);
            for (int sample : row) {
                byte level = (byte) (bits == 8 ? sample : sample * 255L / most);
                rgb[at++] = level;
                rgb[at++] = level;
                rgb[at++] = level;
            }
        }
    }

    /** Part of it; what lies outside is black. */
    public Picture cut(int left, int top, int newWidth, int newHeight) {
        byte[] cut = new byte[3 * newWidth * newHeight];
        int from = Math.max(0, -left);
        int to = Math.min(newWidth, width - left);
        for (int y = Math.max(0, -top); y < Math.min(newHeight, height - top) && from < to; y++) {
            System.arraycopy(
                    rgb, 3 * ((y + top) * width + left + from), cut, 3 * (y * newWidth + from), 3 * (to - from));
        }
        return new Picture(newWidth, newHeight, cut);
    }

    @Override
    public String toString() {
        return "Picture of %d by %d".formatted(width, height);
    }
}
