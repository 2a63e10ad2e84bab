package dev.podium.order;

import dev.podium.LimitReachedException;
import dev.podium.Ranking;
import java.util.Objects;

/**
 * Leaves the head as it stands and orders what is below.
 *
 * <p>A reranker can hurt, and where the stage before is strong it hurts the head most. Asks as often as the order would about the
 * candidates below.
 *
 * @param order of what is below
 * @param head candidates that stay, at least 0
 * @since 0.1.0
 */
public record KeepHead(Order order, int head) implements Order {
    public KeepHead {
        Objects.requireNonNull(order, "order");
        Laws.atLeast(0, "number of candidates that stay", head);
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        if (head == 0) {
            return order.rerank(ranking);
        }
        Ranking kept = ranking.top(head);
        if (kept.size() == ranking.size()) {
            return ranking;
        }
        Ranking below = ranking.slice(head, ranking.size());
        try {
            return kept.above(order.rerank(below));
        } catch (LimitReachedException e) {
            throw e.with(kept.above(Objects.requireNonNullElse(e.best(), below)), head + e.settled());
        }
    }

    @Override
    public Effort effort(int n) {
        return order.effort(Math.max(0, n - head));
    }
}
