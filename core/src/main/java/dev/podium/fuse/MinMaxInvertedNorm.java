package dev.podium.fuse;

import dev.podium.Ranking;
import java.util.List;

/**
 * Inverted min-max: the highest score of a list becomes 0, the lowest 1: for scores that are distances.
 *
 * <p>Turns the order of each list round; ties keep theirs. A list whose scores are all equal, one of a single candidate too, becomes all 0, as in ranx.
 *
 * <p>Source: ranx ({@code min_max_inverted_norm}).
 *
 * @since 0.1.0
 */
public record MinMaxInvertedNorm() implements Normalisation {
    @Override
    public List<Ranking> normalise(List<Ranking> rankings) {
        return Rescaling.each(rankings, scores -> {
            double highest = scores[0];
            double range = highest - scores[scores.length - 1];
            return score -> range > 0 ? (highest - score) / range : 0;
        });
    }

    @Override
    public String toString() {
        return "min-max-inverted";
    }
}
