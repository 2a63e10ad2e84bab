package dev.podium.model.wrap;

import java.util.List;

/**
 * Which part of a prompt looks at which.
 *
 * @since 0.1.0
 */
public record Looking(String from, List<String> to) {

    /** Copies. */
    public Looking {
        to = List.copyOf(to);
    }
}
