package dev.podium.ask;

import dev.podium.Slate;
import java.util.List;

/**
 * Which of two?
 *
 * <p>The order within a pair is the order shown: judges have a bias for a place, so an order that wants to cancel it
 * asks both ways.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Comparer {

    /**
     * Compares pairs.
     *
     * @return [pair], in 0..1: how sure it is that the first is better; 0.5 is a tie
     */
    double[] firstWins(Slate slate, List<Pair> pairs);
}
