package dev.podium.fuse;

import dev.podium.Ranking;
import dev.podium.Scale;
import java.util.Arrays;
import java.util.List;

/**
 * Rank: of a list of n the first becomes 1, the second {@code 1 - 1/n}, the last {@code 1/n}.
 *
 * <p>Looks at ranks only, so it makes scores of a ranking that had only an order.
 *
 * <p>Source: Lee, "Analyses of Multiple Evidence Combination", SIGIR 1997, rank-sim; over the whole list.
 *
 * @since 0.1.0
 */
public record RankNorm() implements Normalisation {
    @Override
    public List<Ranking> normalise(List<Ranking> rankings) {
        return rankings.stream().map(RankNorm::normalise).toList();
    }

    @Override
    public String toString() {
        return "rank";
    }

    private static Ranking normalise(Ranking ranking) {
        double[] scores = new double[ranking.size()];
        Arrays.setAll(scores, i -> 1 - (double) i / scores.length);
        return Ranking.byScore(ranking.query(), ranking.candidates(), scores, Scale.REAL);
    }
}
