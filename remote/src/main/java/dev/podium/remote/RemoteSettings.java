package dev.podium.remote;

import dev.podium.model.ModelRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The settings of a reference, read by name.
 *
 * <p>No message here quotes a setting that is not known: it may be a key that somebody put into a reference.
 */
final class RemoteSettings {

    private static final List<String> COMMON =
            List.of("dialect", "model", "key-from", "timeout", "attempts", "in-flight", "per-minute", "plain-http");

    private final Map<String, String> values;

    RemoteSettings(ModelRef reference) {
        values = reference.settings();
    }

    /**
     * Refuses what nobody will read.
     *
     * @param own settings that the dialect knows besides the common ones
     */
    void mustBeKnown(String dialect, List<String> own) {
        List<String> known = new ArrayList<>(COMMON);
        known.addAll(own);
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "The setting \"%s\" is not known to remote: with the dialect %s.\nMaybe one of: %s.%s"
                                .formatted(
                                        name,
                                        dialect,
                                        String.join(", ", known),
                                        name.contains("key")
                                                ? "\nA key itself never stands in a reference: key-from names the environment variable that holds it."
                                                : ""));
            }
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name, String byDefault) {
        return Objects.requireNonNull(values.getOrDefault(name, byDefault));
    }

    int integer(String name, int byDefault) {
        String value = text(name, Integer.toString(byDefault));
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1) {
            throw wrong(name, value, "a whole number of at least 1");
        }
        return Integer.parseInt(value);
    }

    /** A time in seconds, with a fraction where wanted. */
    Duration seconds(String name, int byDefault) {
        String value = text(name, Integer.toString(byDefault));
        if (value.matches("[0-9]{1,6}(\\.[0-9]{1,3})?")) {
            Duration time = Duration.ofMillis(Math.round(1000 * Double.parseDouble(value)));
            if (time.isPositive()) {
                return time;
            }
        }
        throw wrong(name, value, "a number of seconds above 0");
    }

    boolean truth(String name, boolean byDefault) {
        return switch (text(name, Boolean.toString(byDefault))) {
            case "true" -> true;
            case "false" -> false;
            case String value -> throw wrong(name, value, "true or false");
        };
    }

    /** One of an enum's values, written in lower case. */
    <E extends Enum<E>> E choice(String name, Class<E> type, E byDefault) {
        String value = text(name, byDefault.name().toLowerCase(Locale.ROOT));
        List<String> names = new ArrayList<>();
        for (E one : type.getEnumConstants()) {
            String known = one.name().toLowerCase(Locale.ROOT);
            if (known.equals(value)) {
                return one;
            }
            names.add(known);
        }
        throw wrong(name, value, "one of " + String.join(", ", names));
    }

    private static IllegalArgumentException wrong(String name, String value, String law) {
        return new IllegalArgumentException(
                "The setting %s of a remote: model is \"%s\" but must be %s.".formatted(name, value, law));
    }
}
