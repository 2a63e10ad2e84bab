package dev.podium.order;

import dev.podium.Reranker;

/**
 * A way of asking: turns the answers to one of the four questions into a ranking.
 *
 * @since 0.1.0
 */
public interface Order extends Reranker {

    /**
     * What ranking {@code n} candidates will cost, known before the first question.
     *
     * @param n how many candidates, at least 0
     */
    Effort effort(int n);
}
