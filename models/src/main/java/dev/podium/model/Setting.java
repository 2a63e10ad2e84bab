package dev.podium.model;

import java.util.Objects;

/**
 * One thing about a method that can be set by name.
 *
 * @param name lower case, as on the command line
 * @param byDefault its value where nobody says otherwise, as text
 * @param meaning one line, with the unit and the range
 * @since 0.1.0
 */
public record Setting(String name, String byDefault, String meaning) {
    public Setting {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(byDefault, "byDefault");
        Objects.requireNonNull(meaning, "meaning");
    }
}
