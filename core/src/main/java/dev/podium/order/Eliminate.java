package dev.podium.order;

import dev.podium.Ranking;
import dev.podium.ask.Selector;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Asks for the worst and removes it, until one is left.
 *
 * <p>Asks n - 1 times, one after another, and each time shows all that are left, in the order they came in. The last one
 * left is the best, the first one removed the worst; with a perfect judge the order is exact.
 *
 * <p>Source: IRanker (arXiv 2506.21638), section 3.
 *
 * @param worst asked which of those left is the worst
 * @since 0.1.0
 */
public record Eliminate(Selector worst) implements Order {
    public Eliminate {
        Objects.requireNonNull(worst, "worst");
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        return Asking.inOrder(ranking, (ask, order) -> {
            for (int left = order.length; left > 1; left--) {
                int[] pool = IntStream.of(order).limit(left).toArray();
                int out = ask.selectOne(worst, pool);
                int removed = pool[out];
                System.arraycopy(order, out + 1, order, out, left - out - 1);
                order[left - 1] = removed;
            }
        });
    }

    @Override
    public Effort effort(int n) {
        long questions = Math.max(n - 1, 0);
        return Effort.exactly(questions, questions, n < 2 ? 0 : (long) n * (n + 1) / 2 - 1)
                .times(worst.calls(n));
    }
}
