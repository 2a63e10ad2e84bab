package dev.podium.torch.sentence;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Makes one vector of a text out of one vector a token.
 *
 * <p>By the names and rules of sentence-transformers' module of this name, in both styles of its configuration.
 *
 * @param modes in order; their vectors are put one after the other
 * @param promptCounts whether the tokens of a prompt, and the mark before it, take part
 */
record Pooling(List<Mode> modes, boolean promptCounts) implements Stage {

    /** How. */
    enum Mode {
        /** The first token's vector. */
        CLS("cls", "cls_token"),
        /** The largest in each dimension. */
        MAX("max", "max_tokens"),
        /** The average. */
        MEAN("mean", "mean_tokens"),
        /** The sum over the square root of the count. */
        MEAN_SQRT_LEN("mean_sqrt_len_tokens", "mean_sqrt_len_tokens"),
        /** The average, the i-th token counted i times; a prompt that does not take part is counted along. */
        WEIGHTED_MEAN("weightedmean", "weightedmean_tokens"),
        /** The last token's vector. */
        LAST("lasttoken", "lasttoken");

        private final String today;
        private final String before;

        Mode(String today, String before) {
            this.today = today;
            this.before = before;
        }

        static Mode named(String name) {
            for (Mode mode : values()) {
                if (mode.today.equals(name)) {
                    return mode;
                }
            }
            throw new ModelUnavailableException(
                    "The pooling \"%s\" is not one of cls, max, mean, mean_sqrt_len_tokens, weightedmean, lasttoken.\nMaybe correct pooling_mode in the config.json of the module."
                            .formatted(name));
        }

        /** @param rows of one text, those that take part, [tokens, width] @param skipped tokens before them @return [1, width] */
        Tensor of(Tensor rows, int skipped) {
            int tokens = rows.size(0);
            return switch (this) {
                case CLS -> rows.slice(0, 0, 1);
                case LAST -> rows.slice(0, tokens - 1, tokens);
                case MAX -> rows.max(0, true);
                case MEAN -> rows.mean(0, true);
                case MEAN_SQRT_LEN -> rows.sum(0, true).over(Math.sqrt(tokens));
                case WEIGHTED_MEAN -> {
                    float[] weights = new float[tokens];
                    float sum = 0;
                    for (int i = 0; i < tokens; i++) {
                        weights[i] = skipped + i + 1;
                        sum += weights[i];
                    }
                    Tensor row = Tensors.of(weights, 1, tokens).to(rows.device());
                    yield row.matmul(rows).over(sum);
                }
            };
        }
    }

    /** Copies. */
    Pooling {
        modes = List.copyOf(modes);
    }

    /** Reads the module's {@code config.json}; several modes of the older keys are in the order of {@link Mode}. */
    static Pooling read(Config config) {
        List<Mode> modes = new ArrayList<>();
        JsonNode given = config.json().path("pooling_mode");
        if (given.isString()) {
            modes.add(Mode.named(given.asString()));
        }
        for (JsonNode one : given) {
            modes.add(Mode.named(one.asString()));
        }
        if (modes.isEmpty()) {
            for (Mode mode : Mode.values()) {
                if (config.flagOr(false, "pooling_mode_" + mode.before)) {
                    modes.add(mode);
                }
            }
        }
        return new Pooling(modes.isEmpty() ? List.of(Mode.MEAN) : modes, config.flagOr(true, "include_prompt"));
    }

    @Override
    public void on(Features features) {
        features.put(Features.TEXTS, of(features.tensor(Features.TOKENS), features.packing(), features.shown()));
    }

    private Tensor of(Tensor tokens, Packing packing, List<Shown> shown) {
        List<List<Tensor>> columns = new ArrayList<>();
        modes.forEach(_ -> columns.add(new ArrayList<>()));
        for (int i = 0; i < shown.size(); i++) {
            Packing.Segment segment = packing.segments().get(i);
            int from = segment.from() + segment.firstKey();
            int to = segment.from() + segment.lastKey();
            // A prompt that was cut short leaves at least the last token, as otherwise the text would have no vector.
            int skipped = promptCounts ? 0 : Math.min(shown.get(i).prompted(), to - from - 1);
            Tensor rows = tokens.slice(0, from + skipped, to);
            for (int mode = 0; mode < modes.size(); mode++) {
                columns.get(mode).add(modes.get(mode).of(rows, skipped));
            }
        }
        List<Tensor> pooled =
                columns.stream().map(column -> Tensors.cat(column, 0)).toList();
        return pooled.size() == 1 ? pooled.getFirst() : Tensors.cat(pooled, 1);
    }
}
