package dev.podium.fuse;

import dev.podium.Ranking;
import java.util.Arrays;
import java.util.List;

/**
 * ZMUV, z-score: the scores of a list become of mean 0 and (population) variance 1.
 *
 * <p>A list whose scores are all equal, one of a single candidate too, becomes all 0, as in ranx. What a list lacks then adds 0, its mean, in a {@link WSum}: see {@link ZScoreSum} for its lowest.
 *
 * <p>Source: Montague and Aslam, "Relevance Score Normalization for Metasearch", CIKM 2001.
 *
 * @since 0.1.0
 */
public record ZmuvNorm() implements Normalisation {
    @Override
    public List<Ranking> normalise(List<Ranking> rankings) {
        return Rescaling.each(rankings, scores -> {
            double mean = Arrays.stream(scores).average().orElse(0);
            double deviation = Math.sqrt(Arrays.stream(scores)
                    .map(score -> (score - mean) * (score - mean))
                    .average()
                    .orElse(0));
            if (Double.isInfinite(deviation)) {
                throw new IllegalArgumentException(
                        "The scores %s to %s of a list are too far apart to have a deviation.\nMaybe norm=rank."
                                .formatted(scores[0], scores[scores.length - 1]));
            }
            // a mean of equal doubles may miss them by a bit, and that bit would be blown up to 1
            boolean differ = scores[0] > scores[scores.length - 1] && deviation > 0;
            return score -> differ ? (score - mean) / deviation : 0;
        });
    }

    @Override
    public String toString() {
        return "zmuv";
    }
}
