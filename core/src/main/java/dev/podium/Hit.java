package dev.podium;

import java.util.Objects;

/**
 * A candidate and what somebody thought of it.
 *
 * @param candidate the thing itself
 * @param score higher is better; what a difference means is said by the {@link Scale} of the list; never NaN
 * @since 0.1.0
 */
public record Hit(Candidate candidate, double score) {
    public Hit {
        Objects.requireNonNull(candidate, "candidate");
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException(
                    "The score of candidate \"%s\" is NaN: NaN has no place in an order.\nMaybe the model overflowed: look at what it was shown."
                            .formatted(candidate.id()));
        }
    }
}
