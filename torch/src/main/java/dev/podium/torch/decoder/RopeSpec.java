package dev.podium.torch.decoder;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import java.util.ArrayList;
import java.util.List;

/**
 * How positions turn queries and keys: by which angle a position, for each pair of their numbers.
 *
 * <p>Source: RoFormer, arXiv 2104.09864, section 3.2; the scalings as transformers' {@code modeling_rope_utils} has them (dynamic
 * NTK; Llama 3.1; YaRN, arXiv 2309.00071; LongRoPE, arXiv 2402.13753); the sections of Qwen2-VL, arXiv 2409.12191.
 *
 * @param width numbers of a head that are turned, the first ones
 * @param theta the base
 * @param scaling how longer texts than those of the pre-training are reached
 * @param sections how many pairs each axis of the position turns; empty where a position is one number
 */
record RopeSpec(int width, double theta, Scaling scaling, List<Integer> sections) {

    /** What happens to the angles. */
    sealed interface Scaling {

        /** Nothing. */
        record None() implements Scaling {}

        /** Positions are divided. */
        record Linear(double factor) implements Scaling {}

        /** The base grows with the text, once it is longer than the pre-training's. */
        record Dynamic(double factor, int original) implements Scaling {}

        /** Slow pairs are divided, fast ones left, and those between mixed. */
        record Llama3(double factor, double low, double high, int original) implements Scaling {}

        /** The same by another rule of mixing, and queries and keys grow a little. */
        record Yarn(double factor, double fast, double slow, int original, boolean whole, double amplitude)
                implements Scaling {}

        /** A divisor for each pair, of two sets: one for texts within the pre-training's length, one for longer ones. */
        record LongRope(List<Double> shorter, List<Double> longer, int original, double amplitude) implements Scaling {}
    }

    RopeSpec {
        sections = List.copyOf(sections);
    }

    /** All of a head turned, nothing scaled. */
    static RopeSpec plain(int width, double theta) {
        return new RopeSpec(width, theta, new Scaling.None(), List.of());
    }

    /**
     * Reads one.
     *
     * @param parameters {@code rope_parameters} or {@code rope_scaling}, which may be missing
     * @param config of the model
     */
    static RopeSpec of(Config parameters, Config config, int headWidth, double theta) {
        double part = parameters.realOr(config.realOr(1, "partial_rotary_factor"), "partial_rotary_factor");
        int width = (int) (headWidth * part);
        String type = parameters.textOr("default", "rope_type", "type");
        int longest = config.integerOr(Integer.MAX_VALUE, "max_position_embeddings");
        int original = parameters.integerOr(
                config.integerOr(longest, "original_max_position_embeddings"), "original_max_position_embeddings");
        Scaling scaling = switch (type) {
            case "default", "mrope" -> new Scaling.None();
            case "linear" -> new Scaling.Linear(parameters.real("factor"));
            case "dynamic" -> new Scaling.Dynamic(parameters.real("factor"), longest);
            case "llama3" ->
                new Scaling.Llama3(
                        parameters.real("factor"),
                        parameters.real("low_freq_factor"),
                        parameters.real("high_freq_factor"),
                        original);
            case "yarn" -> yarn(parameters, longest, original);
            case "longrope", "su" -> longRope(parameters, config, longest, original);
            default ->
                throw new ModelUnavailableException(
                        "%s: the \"rope_type\" (%s) must be one of default, linear, dynamic, llama3, yarn, longrope."
                                .formatted(config.source(), type));
        };
        return new RopeSpec(width, theta, scaling, parameters.integers("mrope_section"));
    }

    private static Scaling yarn(Config parameters, int longest, int original) {
        double factor = parameters.realOr((double) longest / original, "factor");
        double mscale = parameters.realOr(0, "mscale");
        double mscaleAll = parameters.realOr(0, "mscale_all_dim");
        double amplitude =
                mscale != 0 && mscaleAll != 0 ? growth(factor, mscale) / growth(factor, mscaleAll) : growth(factor, 1);
        return new Scaling.Yarn(
                factor,
                parameters.realOr(32, "beta_fast"),
                parameters.realOr(1, "beta_slow"),
                original,
                parameters.flagOr(true, "truncate"),
                parameters.realOr(amplitude, "attention_factor"));
    }

    private static double growth(double factor, double mscale) {
        return factor <= 1 ? 1 : 0.1 * mscale * Math.log(factor) + 1;
    }

    private static Scaling longRope(Config parameters, Config config, int longest, int original) {
        // A length of the pre-training beside that of the model is what the factor is calculated of, whatever the file
        // says of it.
        double ratio = (double) longest / original;
        double factor = config.has("original_max_position_embeddings") ? ratio : parameters.realOr(ratio, "factor");
        double amplitude = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original));
        return new Scaling.LongRope(
                reals(parameters, "short_factor"),
                reals(parameters, "long_factor"),
                original,
                parameters.realOr(amplitude, "attention_factor"));
    }

    private static List<Double> reals(Config parameters, String key) {
        List<Double> reals = new ArrayList<>();
        parameters.json().path(key).forEach(value -> reals.add(value.asDouble()));
        return reals;
    }

    /** What queries and keys are multiplied by, besides being turned. */
    double amplitude() {
        return switch (scaling) {
            case Scaling.Yarn yarn -> yarn.amplitude();
            case Scaling.LongRope rope -> rope.amplitude();
            case Scaling.None _, Scaling.Linear _, Scaling.Dynamic _, Scaling.Llama3 _ -> 1;
        };
    }

    /**
     * Which angles a text of this length gets: texts with the same answer turn alike, and only they can share keys.
     *
     * @param tokens of the text
     */
    int regime(int tokens) {
        return switch (scaling) {
            case Scaling.Dynamic dynamic -> tokens > dynamic.original() ? tokens : 0;
            case Scaling.LongRope rope -> tokens > rope.original() ? 1 : 0;
            case Scaling.None _, Scaling.Linear _, Scaling.Llama3 _, Scaling.Yarn _ -> 0;
        };
    }

    /** The angle of a position, [pairs]. @param regime of the text */
    float[] frequencies(int regime) {
        double base = theta;
        if (scaling instanceof Scaling.Dynamic(double factor, int original) && regime > original) {
            base *= Math.pow(factor * regime / original - (factor - 1), width / (width - 2.0));
        }
        float[] frequencies = new float[width / 2];
        for (int pair = 0; pair < frequencies.length; pair++) {
            double plain = Math.pow(base, -2.0 * pair / width);
            frequencies[pair] = (float)
                    switch (scaling) {
                        case Scaling.None _, Scaling.Dynamic _ -> plain;
                        case Scaling.Linear linear -> plain / linear.factor();
                        case Scaling.Llama3 llama -> mixed(llama, plain);
                        case Scaling.Yarn yarn -> mixed(yarn, plain, pair);
                        case Scaling.LongRope rope -> plain / (regime == 0 ? rope.shorter() : rope.longer()).get(pair);
                    };
        }
        return frequencies;
    }

    private static double mixed(Scaling.Llama3 llama, double plain) {
        double turns = llama.original() * plain / (2 * Math.PI);
        double kept = Math.clamp((turns - llama.low()) / (llama.high() - llama.low()), 0, 1);
        return kept * plain + (1 - kept) * plain / llama.factor();
    }

    private double mixed(Scaling.Yarn yarn, double plain, int pair) {
        double low = pairThatTurns(yarn.fast(), yarn.original());
        double high = pairThatTurns(yarn.slow(), yarn.original());
        if (yarn.whole()) {
            low = Math.floor(low);
            high = Math.ceil(high);
        }
        low = Math.max(low, 0);
        high = Math.min(high, width - 1);
        // The reference moves the end by this where both are one, so that nothing is divided by zero.
        double gone = Math.clamp((pair - low) / (low == high ? 0.001 : high - low), 0, 1);
        return (1 - gone) * plain + gone * plain / yarn.factor();
    }

    private double pairThatTurns(double times, int original) {
        return width * Math.log(original / (times * 2 * Math.PI)) / (2 * Math.log(theta));
    }
}
