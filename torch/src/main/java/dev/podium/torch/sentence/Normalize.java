package dev.podium.torch.sentence;

import dev.podium.torch.config.Config;
import dev.podium.torch.tensor.Tensor;

/** Brings vectors to length 1; a vector of zeros stays one. */
record Normalize(String input, String output) implements Stage {

    private static final double LEAST = 1e-12; // torch's normalize

    /** Reads the module's {@code config.json}, which may be missing. */
    static Normalize read(Config config) {
        String input = config.textOr(Features.TEXTS, "module_input_name");
        return new Normalize(input, config.textOr(input, "module_output_name"));
    }

    @Override
    public void on(Features features) {
        Tensor x = features.tensorIfThere(input);
        if (x != null) {
            features.put(output, of(x));
        }
    }

    /** @param x [rows, width] */
    static Tensor of(Tensor x) {
        return x.over(x.times(x).sum(-1, true).sqrt().clamp(LEAST, Double.POSITIVE_INFINITY));
    }
}
