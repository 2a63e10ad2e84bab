package dev.podium.order;

import java.util.Random;

/**
 * Seeds that depend on settings, query and turn only, so that the same input always gives the same output.
 *
 * @since 0.1.0
 */
public final class Seeds {

    private Seeds() {}

    /**
     * A seed.
     *
     * @param seed of the settings
     * @param queryId of the query ranked
     * @param turn whatever tells one shuffle of a query from another: a number, or the hash of the ids shown
     */
    public static long of(long seed, String queryId, int turn) {
        // String.hashCode is specified, so a seed is the same on every JVM
        return (seed * 31 + queryId.hashCode()) * 31 + turn;
    }

    /** Fisher and Yates' shuffle. */
    public static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
    }
}
