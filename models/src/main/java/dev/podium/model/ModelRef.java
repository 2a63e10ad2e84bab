package dev.podium.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Names a model: {@code scheme:location?setting=value&setting=value}.
 *
 * <p>The scheme says which back end opens it; without one the back ends are asked. Settings are the back end's own; a
 * location itself cannot hold a question mark.
 *
 * @param scheme such as {@code onnx}; empty if the reference has none
 * @param location a folder, a file, an id, or a name that the back end knows
 * @param settings of the back end, in the order given
 * @since 0.1.0
 */
public record ModelRef(String scheme, String location, Map<String, String> settings) {
    public ModelRef {
        Objects.requireNonNull(scheme, "scheme");
        if (location.isBlank()) {
            throw new IllegalArgumentException(
                    "A model reference needs a location after its scheme (\"%s\").\nMaybe onnx:/models/my-model, or default."
                            .formatted(scheme));
        }
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /**
     * Reads a reference.
     *
     * <p>A single letter before a colon is a drive of Windows, not a scheme.
     *
     * @throws IllegalArgumentException if there is no location or a setting has no value
     */
    public static ModelRef parse(String reference) {
        int question = reference.indexOf('?');
        String head = question < 0 ? reference : reference.substring(0, question);
        Map<String, String> settings = new LinkedHashMap<>();
        if (question >= 0) {
            for (String setting : reference.substring(question + 1).split("&", -1)) {
                int equals = setting.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException(
                            "The setting \"%s\" of the model reference \"%s\" must read name=value.\nMaybe onnx:/models/my-model?threads=2."
                                    .formatted(setting, reference));
                }
                settings.put(setting.substring(0, equals), setting.substring(equals + 1));
            }
        }
        int colon = schemeEnd(head);
        return new ModelRef(head.substring(0, Math.max(colon, 0)), head.substring(colon + 1), settings);
    }

    /**
     * A setting that is a share.
     *
     * @return in 0..1; 0 where the setting is not there
     * @throws IllegalArgumentException if it is no number of that range
     */
    public double share(String setting) {
        String wished = settings.getOrDefault(setting, "0");
        if (!wished.matches("0|1|0?\\.[0-9]{1,6}|1\\.0{1,6}")) {
            throw new IllegalArgumentException(
                    "The setting %s (%s) must be in [0, 1], of \"%s\".\nMaybe 0.5.".formatted(setting, wished, this));
        }
        return Double.parseDouble(wished);
    }

    private static int schemeEnd(String head) {
        int colon = head.indexOf(':');
        if (colon < 2) {
            return -1;
        }
        for (int i = 0; i < colon; i++) {
            char c = head.charAt(i);
            if (!(c >= 'a' && c <= 'z') && !(i > 0 && c >= '0' && c <= '9')) {
                return -1;
            }
        }
        return colon;
    }

    /** The same model, opened by this back end. */
    ModelRef with(String otherScheme) {
        return new ModelRef(otherScheme, location, settings);
    }

    /** The reference as text, which {@link #parse} reads back. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(scheme.isEmpty() ? location : scheme + ":" + location);
        char separator = '?';
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            text.append(separator).append(setting.getKey()).append('=').append(setting.getValue());
            separator = '&';
        }
        return text.toString();
    }
}
