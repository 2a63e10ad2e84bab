package dev.podium.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * The values a method is run with: its defaults, overridden by name.
 *
 * @since 0.1.0
 */
public final class Settings {

    private final String method;
    private final SequencedMap<String, String> values;

    private Settings(String method, SequencedMap<String, String> values) {
        this.method = method;
        this.values = values;
    }

    /**
     * The defaults, overridden.
     *
     * @throws IllegalArgumentException if a name is unknown to the method; the message lists those it knows
     */
    static Settings of(String method, List<Setting> known, Map<String, String> overrides) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        known.forEach(setting -> values.put(setting.name(), setting.byDefault()));
        overrides.forEach((name, value) -> {
            if (values.replace(name, value) == null) {
                throw new IllegalArgumentException("The method \"%s\" has no setting \"%s\".\nMaybe one of: %s."
                        .formatted(
                                method,
                                name,
                                known.isEmpty()
                                        ? "none, it has no settings"
                                        : known.stream().map(Setting::name).collect(Collectors.joining(", "))));
            }
        });
        return new Settings(method, values);
    }

    /** A setting as a whole number of at least {@code least}. */
    public int integer(String name, int least) {
        String value = text(name);
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(name, value, "a whole number"), e);
        }
        throw new IllegalArgumentException(wrong(name, value, "a whole number of at least " + least));
    }

    /** A setting as a number in a range, both ends included. */
    public double number(String name, double from, double to) {
        String value = text(name);
        try {
            double number = Double.parseDouble(value);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(name, value, "a number"), e);
        }
        throw new IllegalArgumentException(wrong(name, value, "a number in [%s, %s]".formatted(from, to)));
    }

    /** A setting as a limit: a whole number of at least 1, or 0 for none, which is {@link Integer#MAX_VALUE}. */
    public int limit(String name) {
        int limit = integer(name, 0);
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }

    /** A setting as any whole number, such as a seed. */
    public long whole(String name) {
        String value = text(name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(name, value, "a whole number"), e);
        }
    }

    /** A setting as one of some words. */
    public String choice(String name, String... words) {
        String value = text(name);
        if (!List.of(words).contains(value)) {
            throw new IllegalArgumentException(wrong(name, value, "one of " + String.join(", ", words)));
        }
        return value;
    }

    /** A setting that is yes or no. */
    public boolean yes(String name) {
        return choice(name, "yes", "no").equals("yes");
    }

    /** A setting as it was given. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(
                    "The method \"%s\" reads a setting \"%s\" that it does not declare.".formatted(method, name));
        }
        return value;
    }

    private String wrong(String name, String value, String law) {
        return "The setting \"%s\" of the method \"%s\" is \"%s\" but must be %s.".formatted(name, method, value, law);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
