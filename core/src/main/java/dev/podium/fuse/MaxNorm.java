package dev.podium.fuse;

import dev.podium.Ranking;
import java.util.List;

/**
 * Max: each score over the highest of its list, so that the highest becomes 1.
 *
 * <p>Wants scores of 0 and above; a list whose highest is below 0 is refused, since the division would turn its order round.
 * A list of zeros stays as it is.
 *
 * <p>Source: Lee, "Analyses of Multiple Evidence Combination", SIGIR 1997.
 *
 * @since 0.1.0
 */
public record MaxNorm() implements Normalisation {
    @Override
    public List<Ranking> normalise(List<Ranking> rankings) {
        return Rescaling.each(rankings, scores -> {
            double highest = scores[0];
            if (highest < 0 || (highest == 0 && scores[scores.length - 1] < 0)) {
                throw new IllegalArgumentException(
                        "The highest score (%s) of a list must be above 0 to divide by it.\nMaybe norm=min-max."
                                .formatted(highest));
            }
            return score -> highest > 0 ? score / highest : 0;
        });
    }

    @Override
    public String toString() {
        return "max";
    }
}
