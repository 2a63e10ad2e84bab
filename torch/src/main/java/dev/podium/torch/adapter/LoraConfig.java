package dev.podium.torch.adapter;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What {@code adapter_config.json} says of a LoRA.
 *
 * <p>Source: {@code LoraConfig} and {@code BaseTunerLayer} of PEFT 0.21; kinds that calculate something else are refused by name, since
 * they would load as if they were plain.
 *
 * @param rank of a module that no pattern names
 * @param alpha of a module that no pattern names
 * @param rootScaled whether the scale is alpha over the root of the rank
 * @param ranks by a pattern of the module's name
 * @param alphas by a pattern of the module's name
 * @param targets which modules are changed
 */
record LoraConfig(
        int rank,
        double alpha,
        boolean rootScaled,
        Map<String, Double> ranks,
        Map<String, Double> alphas,
        Targets targets) {

    /**
     * Which modules are changed.
     *
     * @param expression that the whole name must match, or null
     * @param endings one of which the name must have, where there is no expression
     * @param layers which of them, by number; all where there is none
     * @param pattern of what stands before the number of a layer; any where it is empty
     * @param excluded names, endings of names, or an expression, that are none of them all the same
     */
    record Targets(
            @Nullable String expression,
            List<String> endings,
            Set<Integer> layers,
            List<String> pattern,
            List<String> excluded) {

        /** Whether a linear layer of this name is one of them. */
        boolean has(String module) {
            if (excluded.stream()
                    .anyMatch(one -> module.equals(one) || module.endsWith("." + one) || matches(one, module))) {
                return false;
            }
            if (expression != null) {
                return matches(expression, module);
            }
            boolean named = endings.stream().anyMatch(end -> module.equals(end) || module.endsWith("." + end));
            if (!named || layers.isEmpty()) {
                return named;
            }
            List<String> before = pattern.isEmpty() ? List.of("[^.]*") : pattern;
            for (String one : before) {
                Matcher matcher = compiled(".*\\.(?:" + one + ")\\.(\\d+)\\.").matcher(module);
                if (matcher.lookingAt()) {
                    return layers.contains(Integer.parseInt(matcher.group(1)));
                }
            }
            return false;
        }
    }

    private static final Map<String, Function<JsonNode, Boolean>> REFUSED = new TreeMap<>(Map.of(
            "use_dora", LoraConfig::isSet,
            "use_qalora", LoraConfig::isSet,
            "use_bdlora", LoraConfig::isSet,
            "alora_invocation_tokens", LoraConfig::isSet,
            "arrow_config", LoraConfig::isSet,
            "layer_replication", LoraConfig::isSet,
            "target_parameters", LoraConfig::isSet,
            "trainable_token_indices", LoraConfig::isSet,
            // These begin by changing the model's own weights, which the file does not hold.
            "init_lora_weights",
                    value -> value.isString() && value.asString().matches("(?i)pissa.*|olora|corda|loftq|lora_ga")));

    /** @throws ModelUnavailableException if it is missing, or of another kind than LoRA */
    static LoraConfig read(Path folder) {
        Config config = Config.read(folder.resolve("adapter_config.json"));
        String type = config.textOr("", "peft_type");
        if (!type.equals("LORA")) {
            throw new ModelUnavailableException(
                    "The adapter in %s is of the kind \"%s\" (peft_type), and must be LORA.\nMaybe it is an AdapterHub folder: open it as a Bottleneck."
                            .formatted(folder, type));
        }
        REFUSED.forEach((key, refuses) -> {
            if (refuses.apply(config.json().path(key))) {
                throw new ModelUnavailableException(
                        "The LoRA in %s has %s (%s), which calculates more than W x + B A x and is not known here.\nMaybe merge it into the model with PEFT, and open that."
                                .formatted(folder, key, config.json().path(key)));
            }
        });
        return new LoraConfig(
                config.integer("r"),
                config.real("lora_alpha"),
                config.flagOr(false, "use_rslora"),
                numbers(config, "rank_pattern"),
                numbers(config, "alpha_pattern"),
                targets(config));
    }

    private static boolean isSet(JsonNode value) {
        return value.isContainer() ? !value.isEmpty() : value.asBoolean(false);
    }

    private static Targets targets(Config config) {
        boolean expression = config.json().path("target_modules").isString();
        String text = expression ? config.text("target_modules") : null;
        return new Targets(
                "all-linear".equals(text) ? ".*" : text,
                expression ? List.of() : config.texts("target_modules"),
                Set.copyOf(config.integers("layers_to_transform")),
                oneOrMore(config, "layers_pattern"),
                oneOrMore(config, "exclude_modules"));
    }

    private static List<String> oneOrMore(Config config, String key) {
        return config.json().path(key).isString() ? List.of(config.text(key)) : config.texts(key);
    }

    private static Map<String, Double> numbers(Config config, String key) {
        Map<String, Double> numbers = new LinkedHashMap<>(); // the first pattern that matches counts
        config.under(key)
                .json()
                .properties()
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asDouble()));
        return numbers;
    }

    /** The rank that a module should have. */
    int rankOf(String module) {
        return of(ranks, module, rank).intValue();
    }

    /** What the product of the two matrices is multiplied by. */
    double scaleOf(String module) {
        double own = of(alphas, module, alpha);
        int itsRank = rankOf(module);
        return own / (rootScaled ? Math.sqrt(itsRank) : itsRank);
    }

    private static Double of(Map<String, Double> patterns, String module, double otherwise) {
        for (Map.Entry<String, Double> pattern : patterns.entrySet()) {
            if (matches("(?:.*\\.)?(?:" + pattern.getKey() + ")", module)) {
                return pattern.getValue();
            }
        }
        return otherwise;
    }

    private static boolean matches(String expression, String module) {
        return compiled(expression).matcher(module).matches();
    }

    private static Pattern compiled(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new ModelUnavailableException(
                    "The adapter names modules by \"%s\", which is no regular expression: %s"
                            .formatted(expression, e.getMessage()),
                    e);
        }
    }
}
