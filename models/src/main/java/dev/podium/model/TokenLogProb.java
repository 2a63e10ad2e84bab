package dev.podium.model;

import java.util.List;

/**
 * A token and how probable the model found it at its place.
 *
 * @param token as text; a token that is part of a character reads as the model's server writes it
 * @param logProb natural logarithm of its probability, finite
 * @param top the most probable tokens of this place, best first, without tops of their own; empty where not asked for
 * @since 0.1.0
 */
public record TokenLogProb(String token, double logProb, List<TokenLogProb> top) {
    public TokenLogProb {
        if (!Double.isFinite(logProb)) {
            throw new IllegalArgumentException(
                    "The log-probability of the token \"%s\" is %s but must be finite.".formatted(token, logProb));
        }
        top = List.copyOf(top);
    }
}
