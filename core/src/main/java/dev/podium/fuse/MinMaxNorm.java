package dev.podium.fuse;

import dev.podium.Ranking;
import java.util.List;

/**
 * Min-max: the lowest score of a list becomes 0, the highest 1, the rest in proportion.
 *
 * <p>A list whose scores are all equal, one of a single candidate too, becomes all 0, as in ranx.
 *
 * <p>Source: Lee, "Analyses of Multiple Evidence Combination", SIGIR 1997.
 *
 * @since 0.1.0
 */
public record MinMaxNorm() implements Normalisation {
    @Override
    public List<Ranking> normalise(List<Ranking> rankings) {
        return Rescaling.each(rankings, scores -> {
            double lowest = scores[scores.length - 1];
            double range = scores[0] - lowest;
            return score -> range > 0 ? (score - lowest) / range : 0;
        });
    }

    @Override
    public String toString() {
        return "min-max";
    }
}
