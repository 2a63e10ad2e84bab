package dev.podium.text.jinja;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments given to a filter, test or method, taken out by place or name. */
record Given(String what, List<Object> positional, Map<String, Object> named, int line) {

    @Nullable
    Object optional(int place, String name) {
        return place < positional.size() ? positional.get(place) : named.get(name);
    }

    Object required(int place, String name) {
        Object value = optional(place, name);
        if (value == null) {
            throw JinjaException.at(line, "\"%s\" needs the argument \"%s\".".formatted(what, name));
        }
        return value;
    }

    String text(int place, String name) {
        return required(place, name) instanceof String text
                ? text
                : fail("a string for \"%s\"".formatted(name), required(place, name));
    }

    long whole(int place, String name, long otherwise) {
        Object value = optional(place, name);
        if (value == null) {
            return otherwise;
        }
        return value instanceof Long || value instanceof Boolean ? Python.whole(value) : fail("a number", value);
    }

    boolean truth(int place, String name, boolean otherwise) {
        Object value = optional(place, name);
        return value == null ? otherwise : Python.truth(value);
    }

    /** Refuses more arguments than there are places. */
    Given atMost(int places) {
        if (positional.size() > places) {
            throw JinjaException.at(
                    line, "\"%s\" takes %d arguments, not %d.".formatted(what, places, positional.size()));
        }
        return this;
    }

    <T> T fail(String wanted, Object found) {
        throw JinjaException.at(line, "\"%s\" needs %s, not %s.".formatted(what, wanted, Python.typed(found)));
    }
}
