package dev.podium.model;

/**
 * How much of a part of a prompt a model read.
 *
 * @param name of the part
 * @param tokens its own length
 * @param tokensUsed how many of these were read, from the start
 * @since 0.1.0
 */
public record ReadPart(String name, int tokens, int tokensUsed) {
    public ReadPart {
        if (tokensUsed < 0 || tokensUsed > tokens) {
            throw new IllegalArgumentException("The tokens used (%d) of the part \"%s\" must be in [0, tokens (%d)]."
                    .formatted(tokensUsed, name, tokens));
        }
    }

    /** Whether its end was cut. */
    public boolean truncated() {
        return tokensUsed < tokens;
    }
}
