package dev.podium.torch.vision;

import dev.podium.torch.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How bytes become the numbers that a network wants: {@code (byte * factor - mean) / deviation}, a table a channel.
 *
 * @param table [channel][byte]
 */
@SuppressWarnings("ArrayRecordComponent") // seen in this package alone
record Colours(float[][] table) {

    // What CLIP's pictures had on average; every family here that says nothing uses it.
    private static final List<Double> MEAN = List.of(0.48145466, 0.4578275, 0.40821073);
    private static final List<Double> DEVIATION = List.of(0.26862954, 0.26130258, 0.27577711);

    /** The file of published checkpoints, else the part on pictures of the one that transformers 5 writes. */
    static Config settings(Path folder) {
        Path file = folder.resolve("preprocessor_config.json");
        return Files.isRegularFile(file)
                ? Config.read(file)
                : Config.readIfThere(folder.resolve("processor_config.json")).under("image_processor");
    }

    static Colours of(Config settings) {
        double factor = settings.flagOr(true, "do_rescale") ? settings.realOr(1.0 / 255, "rescale_factor") : 1;
        boolean normalised = settings.flagOr(true, "do_normalize");
        List<Double> mean = or(settings.reals("image_mean"), MEAN);
        List<Double> deviation = or(settings.reals("image_std"), DEVIATION);
        float[][] table = new float[3][256];
        for (int channel = 0; channel < 3; channel++) {
            for (int level = 0; level < 256; level++) {
                double value = level * factor;
                table[channel][level] =
                        (float) (normalised ? (value - mean.get(channel)) / deviation.get(channel) : value);
            }
        }
        return new Colours(table);
    }

    private static List<Double> or(List<Double> said, List<Double> otherwise) {
        return said.isEmpty() ? otherwise : said;
    }

    float of(Picture picture, int x, int y, int channel) {
        return table[channel][picture.rgb()[3 * (y * picture.width() + x) + channel] & 0xff];
    }
}
