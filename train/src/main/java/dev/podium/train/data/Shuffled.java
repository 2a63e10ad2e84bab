package dev.podium.train.data;

import java.util.Random;

/**
 * Orders by chance.
 *
 * @since 0.1.0
 */
public final class Shuffled {

    private Shuffled() {}

    /**
     * The places 0..size-1 in an order by chance: Fisher and Yates' shuffle, inside out.
     *
     * @param seed the same one gives the same order
     */
    public static int[] order(int size, long seed) {
        int[] order = new int[size];
        Random random = new Random(seed);
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
