package dev.podium.fuse;

import dev.podium.LimitReachedException;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.order.Effort;
import dev.podium.order.Order;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/**
 * A reranker whose scores are blended with those of the stage before, where that stage gave any.
 *
 * <p>The two lists are brought to mean 0 and deviation 1 and added, the stage before with its weight. A ranking that is
 * {@link Scale#ORDINAL} carries no scores, so the reranker's stand alone; a reranker that gives an order only counts by place. Of
 * {@link Scale#PROBABILITY} the log odds are added: a sigmoid presses the best together until whoever stood before them decides among
 * them. A small model errs in other ways than term
 * matching; the blend is often better than either, and seldom as bad as the worse.
 *
 * @param order whose result is blended
 * @param weight of the stage before, 0 or more; 0 leaves the reranker alone
 * @since 0.1.0
 */
public record WithStageBefore(Order order, double weight) implements Order {

    /** What a probability is at least, so that its odds are finite; a double cannot come much nearer to 1. */
    private static final double CERTAIN = 1e-15;

    public WithStageBefore {
        Objects.requireNonNull(order, "order");
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "The weight (%s) of the stage before must be a number of at least 0.\nMaybe 0.3."
                            .formatted(weight));
        }
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        if (weight == 0 || ranking.scale() == Scale.ORDINAL || ranking.isEmpty()) {
            return order.rerank(ranking);
        }
        Ranking alone;
        try {
            alone = order.rerank(ranking);
        } catch (LimitReachedException e) {
            // what is settled alone is not settled in the blend
            throw e.with(Objects.requireNonNullElse(e.best(), ranking));
        }
        return new ZScoreSum(List.of(1.0, weight)).fuse(List.of(scored(alone), ranking));
    }

    private static Ranking scored(Ranking ranking) {
        return switch (ranking.scale()) {
            case REAL -> ranking;
            case ORDINAL -> with(ranking, place -> -place);
            case PROBABILITY ->
                with(ranking, place -> logOdds(ranking.hits().get(place).score()));
        };
    }

    private static Ranking with(Ranking ranking, IntToDoubleFunction score) {
        double[] scores = new double[ranking.size()];
        Arrays.setAll(scores, score);
        return Ranking.byScore(ranking.query(), ranking.candidates(), scores, Scale.REAL);
    }

    private static double logOdds(double probability) {
        double inside = Math.clamp(probability, CERTAIN, 1 - CERTAIN);
        return Math.log(inside / (1 - inside));
    }

    @Override
    public Effort effort(int n) {
        return order.effort(n);
    }

    @Override
    public String toString() {
        return "%s + %s before".formatted(order, weight);
    }
}
