package dev.podium.order;

import dev.podium.Ranking;
import dev.podium.ask.Comparer;
import java.util.Objects;

/**
 * Bubbles from the tail by duels of neighbours, K times: PRP's sliding window.
 *
 * <p>A pass over n candidates has n - 1 duels of two questions each, the next one duel fewer; a duel that was asked about
 * before is not asked about again. The lower neighbour climbs only on a win both ways round. With a perfect judge the best
 * K are exact after K passes; with n - 1 passes everything is.
 *
 * <p>Source: PRP (arXiv 2306.17563), section 3.3, sliding-K.
 *
 * @param comparer asked which of two
 * @param passes K, at least 1
 * @since 0.1.0
 */
public record BubblePairs(Comparer comparer, int passes) implements Order {
    public BubblePairs {
        Objects.requireNonNull(comparer, "comparer");
        Laws.atLeast(1, "number of passes", passes);
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        return Asking.inOrder(ranking, (ask, order) -> {
            Duel duel = new Duel(ask, comparer);
            for (int head = 0; head < Math.min(passes, order.length - 1); head++) {
                for (int i = order.length - 1; i > head; i--) {
                    if (duel.between(order[i], order[i - 1]) > 0) {
                        int climbed = order[i];
                        order[i] = order[i - 1];
                        order[i - 1] = climbed;
                    }
                }
                ask.settle(head + 1);
            }
        });
    }

    @Override
    public Effort effort(int n) {
        if (n < 2) {
            return Effort.NONE;
        }
        long duels = 0;
        for (int head = 0; head < Math.min(passes, n - 1); head++) {
            duels += n - 1 - head;
        }
        return new Effort(2L * (n - 1), 2 * duels, duels, 4 * duels);
    }
}
