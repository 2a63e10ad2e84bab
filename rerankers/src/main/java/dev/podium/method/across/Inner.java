package dev.podium.method.across;

import dev.podium.model.Capability;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.order.Order;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A method within another, and its settings.
 *
 * @param method as the catalogue has it
 * @param settings by name; the others are its defaults
 */
record Inner(Method method, Map<String, String> settings) {

    private static final Pattern WRITTEN = Pattern.compile("\\s*([^\\s()]+)\\s*(?:\\((.*)\\))?\\s*");

    /** As it is written: {@code rankgpt} or {@code rankgpt(window=10 stride=5)}. */
    static Inner of(String written, Function<String, Method> methods) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "The method within is written \"%s\" but must be a name, or a name and settings.\nMaybe: rankgpt(window=10 stride=5)"
                            .formatted(written));
        }
        Map<String, String> settings = new LinkedHashMap<>();
        if (matcher.group(2) != null && !matcher.group(2).isBlank()) {
            for (String setting : matcher.group(2).strip().split("\\s+")) {
                int equals = setting.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException(
                            "The setting \"%s\" in \"%s\" must be a name, = and a value.\nMaybe: rankgpt(window=10 stride=5)"
                                    .formatted(setting, written));
                }
                settings.put(setting.substring(0, equals), setting.substring(equals + 1));
            }
        }
        return new Inner(methods.apply(matcher.group(1)), settings);
    }

    Order order(Model model) {
        return method.order(model, settings);
    }

    List<Class<? extends Capability>> needs() {
        return method.needs(settings);
    }
}
