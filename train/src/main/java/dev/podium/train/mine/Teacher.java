package dev.podium.train.mine;

import dev.podium.ask.Scorer;
import java.util.Objects;

/**
 * Somebody who knows better: a judge that scores candidates, and how much its word counts.
 *
 * @param judge over any model
 * @param weight of its standard scores in the sum, above 0
 * @since 0.1.0
 */
public record Teacher(Scorer judge, double weight) {

    /** Checks. */
    public Teacher {
        Objects.requireNonNull(judge, "judge");
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "The weight of a teacher (%s) must be above 0 and finite.\nMaybe 1 for each.".formatted(weight));
        }
    }
}
