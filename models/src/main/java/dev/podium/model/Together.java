package dev.podium.model;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Several models as one that can be asked what any of them can, for methods that need two: a cross-encoder and vectors, say.
 *
 * <p>What several can be asked, the first of them is asked. Closing it closes them all.
 *
 * @param models at least one
 * @since 0.1.0
 */
public record Together(List<Model> models) implements Model {

    /** Copies and checks. */
    public Together {
        models = List.copyOf(models);
        if (models.isEmpty()) {
            throw new IllegalArgumentException("At least one model must be given.");
        }
    }

    /** These models as one; one alone stays itself. */
    public static Model of(Model... models) {
        return models.length == 1 ? models[0] : new Together(Arrays.asList(models));
    }

    @Override
    public String name() {
        return models.stream().map(Model::name).collect(Collectors.joining(" + "));
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return models.stream().flatMap(model -> model.capabilities().stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public <C extends Capability> C as(Class<C> capability) {
        return models.stream()
                .filter(model -> model.capabilities().contains(capability))
                .findFirst()
                .orElseThrow(() -> new MissingCapabilityException(this, capability))
                .as(capability);
    }

    @Override
    public void close() {
        models.forEach(Model::close);
    }
}
