package dev.podium.fuse;

import dev.podium.Ranking;
import dev.podium.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Gives each ranking new scores, made of its own. */
final class Rescaling {

    private Rescaling() {}

    /** Makes the map of a list from its scores, which fall and are at least one. */
    @FunctionalInterface
    interface Law {
        DoubleUnaryOperator of(double[] scores);
    }

    static List<Ranking> each(List<Ranking> rankings, Law law) {
        List<Ranking> rescaled = new ArrayList<>(rankings.size());
        for (int i = 0; i < rankings.size(); i++) {
            Union.requireScores(rankings.get(i), i);
            rescaled.add(rankings.get(i).isEmpty() ? rankings.get(i) : one(rankings.get(i), law));
        }
        return rescaled;
    }

    private static Ranking one(Ranking ranking, Law law) {
        double[] scores = ranking.scores();
        return Ranking.byScore(
                ranking.query(),
                ranking.candidates(),
                Arrays.stream(scores).map(law.of(scores)).toArray(),
                Scale.REAL);
    }
}
