package dev.podium.order;

import dev.podium.LimitReachedException;
import dev.podium.Ranking;
import dev.podium.ask.Scorer;
import java.util.List;

/**
 * Sorts by score.
 *
 * <p>Asks once, about the whole list. With a perfect judge the order is exact; ties stay as they stood.
 *
 * @param scorer asked how good each candidate is
 * @since 0.1.0
 */
public record ByScore(Scorer scorer) implements Order {

    @Override
    public Ranking rerank(Ranking ranking) {
        if (ranking.isEmpty()) {
            return ranking;
        }
        try {
            double[] scores = Asking.about(ranking)
                    .score(scorer, List.of(Asking.identity(ranking.size())))
                    .getFirst();
            return Ranking.byScore(ranking.query(), ranking.candidates(), scores, scorer.scale());
        } catch (LimitReachedException e) {
            throw e.with(ranking);
        }
    }

    @Override
    public Effort effort(int n) {
        return n == 0 ? Effort.NONE : Effort.exactly(scorer.calls(n), 1, n);
    }
}
