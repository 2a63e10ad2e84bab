package dev.podium.torch.sentence;

import java.util.Objects;

/**
 * What a cross-encoder reads in one sequence.
 *
 * @since 0.1.0
 */
public record TextPair(String query, String document) {

    /** Checks. */
    public TextPair {
        Objects.requireNonNull(query);
        Objects.requireNonNull(document);
    }
}
