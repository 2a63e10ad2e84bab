package dev.podium.train.leaf;

import dev.podium.model.Embedding;
import java.util.Objects;

/**
 * A text to learn from, and what it is in a search: teachers read a question otherwise than what may answer it.
 *
 * @param text without prompts
 * @param role of it
 * @since 0.1.0
 */
public record TaughtText(String text, Embedding.Role role) {

    /** Checks. */
    public TaughtText {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(role, "role");
    }
}
