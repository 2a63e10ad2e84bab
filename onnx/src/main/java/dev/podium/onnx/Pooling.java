package dev.podium.onnx;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Makes one vector of a text out of one vector a token.
 *
 * <p>By the names and rules of sentence-transformers' {@code Pooling} module. Every sequence here is shown alone, without
 * padding, so there is no mask: the first token is the first, the last the last. Sums are taken in double.
 */
enum Pooling {
    /** The first token's. */
    CLS,
    /** The average. */
    MEAN,
    /** The largest in each dimension. */
    MAX,
    /** The sum over the square root of the count. */
    MEAN_SQRT_LEN,
    /** The average, the i-th token counted i times. */
    WEIGHTED_MEAN,
    /** The last token's. */
    LAST;

    private static final List<String> OLD_KEYS = List.of(
            "cls_token", "max_tokens", "mean_tokens", "mean_sqrt_len_tokens", "weightedmean_tokens", "lasttoken");

    /**
     * Reads {@code 1_Pooling/config.json}, in the keys of today or of before.
     *
     * @return those that are on, in the reference's order; their vectors are put one after the other
     */
    static List<Pooling> read(JsonNode config) {
        JsonNode mode = config.path("pooling_mode");
        if (mode.isString()) {
            return List.of(named(mode.asString()));
        }
        List<Pooling> on = new ArrayList<>();
        for (JsonNode one : mode) {
            on.add(named(one.asString()));
        }
        if (on.isEmpty()) {
            for (String key : OLD_KEYS) {
                if (config.path("pooling_mode_" + key).asBoolean(false)) {
                    on.add(named(key));
                }
            }
        }
        return on;
    }

    /** By its name in either style of configuration. */
    static Pooling named(String name) {
        return switch (name) {
            case "cls", "cls_token" -> CLS;
            case "mean", "mean_tokens" -> MEAN;
            case "max", "max_tokens" -> MAX;
            case "mean_sqrt_len", "mean_sqrt_len_tokens" -> MEAN_SQRT_LEN;
            case "weightedmean", "weightedmean_tokens" -> WEIGHTED_MEAN;
            case "last", "lasttoken" -> LAST;
            default ->
                throw new IllegalArgumentException(
                        "The pooling \"%s\" is not known.\nMaybe one of cls, mean, max, mean_sqrt_len, weightedmean, lasttoken."
                                .formatted(name));
        };
    }

    /**
     * Pools.
     *
     * @param tokens [token][width], row by row
     * @param from the first token that counts: above 0 where a prompt does not
     * @param to behind the last token
     * @param pooled where the vector goes
     * @param at its first index there
     */
    void pool(FloatBuffer tokens, int width, int from, int to, float[] pooled, int at) {
        switch (this) {
            case CLS -> tokens.get(from * width, pooled, at, width);
            case LAST -> tokens.get((to - 1) * width, pooled, at, width);
            case MAX -> {
                for (int d = 0; d < width; d++) {
                    float max = Float.NEGATIVE_INFINITY;
                    for (int t = from; t < to; t++) {
                        max = Math.max(max, tokens.get(t * width + d));
                    }
                    pooled[at + d] = max;
                }
            }
            case MEAN, MEAN_SQRT_LEN, WEIGHTED_MEAN -> {
                double[] sums = new double[width];
                double weights = 0;
                for (int t = from; t < to; t++) {
                    // the position counts from the start of the sequence, prompt included, as in the reference
                    double weight = this == WEIGHTED_MEAN ? t + 1 : 1;
                    weights += weight;
                    int row = t * width;
                    for (int d = 0; d < width; d++) {
                        sums[d] += weight * tokens.get(row + d);
                    }
                }
                double divisor = this == MEAN_SQRT_LEN ? Math.sqrt(weights) : weights;
                for (int d = 0; d < width; d++) {
                    pooled[at + d] = (float) (sums[d] / divisor);
                }
            }
        }
    }
}
