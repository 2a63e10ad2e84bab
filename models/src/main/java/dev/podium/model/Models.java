package dev.podium.model;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Opens a model by reference.
 *
 * @since 0.1.0
 */
public final class Models {

    private Models() {}

    /**
     * Opens a model.
     *
     * <p>{@code default} is the model that comes with Podium and needs no file and no network. A reference without a
     * scheme is given to the one back end that recognises it; {@link Model#name()} then says which.
     *
     * @param reference such as {@code default}, {@code onnx:/models/minilm} or {@code /models/minilm?threads=1}
     * @throws IllegalArgumentException if no installed back end knows the scheme or recognises the location, or more
     *     than one does
     * @throws ModelUnavailableException if files are missing, unreadable or damaged
     */
    public static Model open(String reference) {
        return open(ModelRef.parse(reference), backEnds());
    }

    static Model open(ModelRef reference, List<BackEnd> backEnds) {
        if (!reference.scheme().isEmpty()) {
            return backEnds.stream()
                    .filter(backEnd -> backEnd.scheme().equals(reference.scheme()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "The scheme \"%s:\" of the model \"%s\" belongs to no installed back end; installed: %s.\nMaybe add its module, dev.podium:%s, to the class path."
                                    .formatted(reference.scheme(), reference, schemes(backEnds), reference.scheme())))
                    .open(reference);
        }
        List<BackEnd> willing = backEnds.stream()
                .filter(backEnd -> backEnd.recognises(reference.location()))
                .toList();
        if (willing.size() != 1) {
            throw new IllegalArgumentException(
                    willing.isEmpty()
                            ? "No installed back end recognises the model \"%s\"; installed: %s.\nMaybe the path is wrong, or say the scheme: onnx:%s"
                                    .formatted(reference, schemes(backEnds), reference.location())
                            : "More than one back end would open the model \"%s\": %s.\nMaybe say which: %s:%s"
                                    .formatted(
                                            reference,
                                            schemes(willing),
                                            willing.getFirst().scheme(),
                                            reference.location()));
        }
        return willing.getFirst().open(reference.with(willing.getFirst().scheme()));
    }

    /** The back ends on the class or module path, by scheme. */
    public static List<BackEnd> backEnds() {
        return ServiceLoader.load(BackEnd.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(BackEnd::scheme))
                .toList();
    }

    private static String schemes(List<BackEnd> backEnds) {
        return backEnds.isEmpty()
                ? "none"
                : backEnds.stream().map(backEnd -> backEnd.scheme() + ":").collect(Collectors.joining(", "));
    }
}
