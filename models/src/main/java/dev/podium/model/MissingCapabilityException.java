package dev.podium.model;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A model was asked for something it cannot do.
 *
 * @since 0.1.0
 */
public final class MissingCapabilityException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final transient Class<? extends Capability> capability;

    /**
     * @param model that was asked
     * @param capability that it lacks
     */
    public MissingCapabilityException(Model model, Class<? extends Capability> capability) {
        this(model.name(), capability, names(model.capabilities()));
    }

    /**
     * @param model reference of the model that was asked
     * @param capability that it lacks
     * @param cause why it lacks it, a sentence without its full stop
     */
    public MissingCapabilityException(String model, Class<? extends Capability> capability, String cause) {
        super("The model (%s) offers no %s: %s.\n%s"
                .formatted(model, capability.getSimpleName(), cause, advice(capability)));
        this.capability = capability;
    }

    /** What was asked for. */
    public Class<? extends Capability> capability() {
        return capability;
    }

    private static String names(Collection<Class<? extends Capability>> capabilities) {
        return capabilities.isEmpty()
                ? "it offers nothing"
                : capabilities.stream()
                        .map(Class::getSimpleName)
                        .sorted()
                        .collect(Collectors.joining(", ", "it offers ", " only"));
    }

    private static String advice(Class<? extends Capability> capability) {
        String schemes = Models.backEnds().stream()
                .filter(backEnd -> backEnd.capabilities().contains(capability))
                .map(backEnd -> backEnd.scheme() + ":")
                .collect(Collectors.joining(" or "));
        return schemes.isEmpty()
                ? "No installed back end can: maybe add the module of one to the class path."
                : "Maybe open another model, with %s, that was made for it.".formatted(schemes);
    }
}
