package dev.podium.model;

import dev.podium.Reranker;
import dev.podium.order.Effort;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * A published way to rerank, as the catalogue knows it: name, source, what it needs, what it costs, how it is built.
 *
 * @param name lower case with hyphens, as on the command line
 * @param family the paradigm: {@code pointwise}, {@code pairwise}, {@code setwise}, {@code listwise},
 *     {@code groupwise}, {@code attention}, {@code embedding} or {@code blend}
 * @param paper where it comes from: authors or title, and a number one can look up
 * @param needs what the model must be able to do
 * @param settings what can be set by name
 * @param effort questions for {@code n} candidates at the default settings
 * @param builder makes the reranker; call {@link #reranker} instead, which checks first
 * @since 0.1.0
 */
public record Method(
        String name,
        String family,
        String paper,
        List<Class<? extends Capability>> needs,
        List<Setting> settings,
        IntFunction<Effort> effort,
        BiFunction<Model, Settings, Reranker> builder) {
    public Method {
        needs = List.copyOf(needs);
        settings = List.copyOf(settings);
    }

    /**
     * The method over a model.
     *
     * @param overrides settings by name; an empty map for the defaults
     * @throws IllegalArgumentException if the model lacks what the method needs, or a setting is unknown or out of range
     */
    public Reranker reranker(Model model, Map<String, String> overrides) {
        needs.forEach(model::as);
        return builder.apply(model, Settings.of(name, settings, overrides)).named(name);
    }
}
