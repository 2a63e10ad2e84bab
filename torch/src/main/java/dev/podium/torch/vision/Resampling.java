package dev.podium.torch.vision;

import dev.podium.model.ModelUnavailableException;

/**
 * Makes pictures larger or smaller the way models saw them in training: by a filter that widens when it shrinks, first along rows,
 * then along columns, each time rounded to bytes.
 *
 * <p>Numbers are those of the reference's own integer arithmetic (weights of 16 bits), which differs from others by one level in
 * places; a model notices nothing, a test does.
 */
enum Resampling {
    /** A triangle over two pixels. */
    BILINEAR(1) {
        @Override
        double weight(double x) {
            return Math.max(0, 1 - Math.abs(x));
        }
    },
    /** Keys' cubic with a = -0.5, over four pixels. */
    BICUBIC(2) {
        @Override
        double weight(double x) {
            double a = -0.5;
            double t = Math.abs(x);
            if (t < 1) {
                return ((a + 2) * t - (a + 3)) * t * t + 1;
            }
            return t < 2 ? (((t - 5) * t + 8) * t - 4) * a : 0;
        }
    };

    private static final int MOST_BITS = 22; // of precision, as in Pillow, where 16 bits leave room for them

    private final double reach;

    Resampling(double reach) {
        this.reach = reach;
    }

    abstract double weight(double x);

    /** By the numbers that image processors' files have, which are Pillow's. */
    static Resampling of(int number) {
        return switch (number) {
            case 2 -> BILINEAR;
            case 3 -> BICUBIC;
            default ->
                throw new ModelUnavailableException(
                        "The resampling %d is not known here: 2 is bilinear, 3 bicubic.".formatted(number));
        };
    }

    /** A picture in another size. */
    Picture resize(Picture picture, int width, int height) {
        Picture wide = picture.width() == width ? picture : alongRows(picture, width);
        return wide.height() == height ? wide : alongColumns(wide, height);
    }

    /** Which pixels each new one is made of, by how much. @param from [new] @param weights [new][pixel], over 2^bits */
    @SuppressWarnings("ArrayRecordComponent") // seen here alone
    private record Mixture(int[] from, int[][] weights, int bits) {

        int mixed(byte[] pixels, int i, int first, int step) {
            int sum = 1 << (bits - 1);
            int at = first + from[i] * step;
            for (int weight : weights[i]) {
                sum += weight * (pixels[at] & 0xff);
                at += step;
            }
            return Math.clamp(sum >> bits, 0, 255);
        }
    }

    private Mixture mixture(int size, int newSize) {
        double scale = (double) size / newSize;
        double widened = Math.max(1, scale);
        int[] from = new int[newSize];
        double[][] shares = new double[newSize][];
        double greatest = 0;
        for (int i = 0; i < newSize; i++) {
            double centre = scale * (i + 0.5);
            from[i] = Math.max(0, (int) (centre - reach * widened + 0.5));
            int to = Math.min(size, (int) (centre + reach * widened + 0.5));
            double[] share = new double[to - from[i]];
            double sum = 0;
            for (int j = 0; j < share.length; j++) {
                share[j] = weight((from[i] + j - centre + 0.5) / widened);
                sum += share[j];
            }
            for (int j = 0; j < share.length; j++) {
                share[j] /= sum;
                greatest = Math.max(greatest, share[j]);
            }
            shares[i] = share;
        }
        int bits = 0;
        while (bits < MOST_BITS && (int) (0.5 + greatest * (1 << (bits + 1))) < 1 << 15) {
            bits++;
        }
        int[][] weights = new int[newSize][];
        for (int i = 0; i < newSize; i++) {
            weights[i] = new int[shares[i].length];
            for (int j = 0; j < weights[i].length; j++) {
                weights[i][j] = (int) (Math.copySign(0.5, shares[i][j]) + shares[i][j] * (1 << bits));
            }
        }
        return new Mixture(from, weights, bits);
    }

    private Picture alongRows(Picture picture, int width) {
        Mixture mixture = mixture(picture.width(), width);
        byte[] rgb = new byte[3 * width * picture.height()];
        for (int y = 0, at = 0; y < picture.height(); y++) {
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    rgb[at++] = (byte) mixture.mixed(picture.rgb(), x, 3 * y * picture.width() + channel, 3);
                }
            }
        }
        return new Picture(width, picture.height(), rgb);
    }

    private Picture alongColumns(Picture picture, int height) {
        Mixture mixture = mixture(picture.height(), height);
        int row = 3 * picture.width();
        byte[] rgb = new byte[row * height];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < row; x++) {
                rgb[at++] = (byte) mixture.mixed(picture.rgb(), y, x, row);
            }
        }
        return new Picture(picture.width(), height, rgb);
    }
}
