package dev.podium.fuse;

import dev.podium.Ranking;
import java.util.Arrays;
import java.util.List;

/**
 * Sum: the lowest score of a list becomes 0, and the list is divided by its sum, so that the scores add up to 1.
 *
 * <p>A list whose scores are all equal, one of a single candidate too, becomes all 0, as in ranx.
 *
 * <p>Source: Montague and Aslam, "Relevance Score Normalization for Metasearch", CIKM 2001.
 *
 * @since 0.1.0
 */
public record SumNorm() implements Normalisation {
    @Override
    public List<Ranking> normalise(List<Ranking> rankings) {
        return Rescaling.each(rankings, scores -> {
            double lowest = scores[scores.length - 1];
            double sum = Arrays.stream(scores).map(score -> score - lowest).sum();
            return score -> sum > 0 ? (score - lowest) / sum : 0;
        });
    }

    @Override
    public String toString() {
        return "sum";
    }
}
