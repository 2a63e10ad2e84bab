package dev.podium.train.data;

/**
 * Examples by turns: each comes once before any comes again, in an order that each round shuffles anew.
 *
 * @param size examples, at least 1
 * @param seed of the shuffles; the same one gives the same turns
 * @since 0.1.0
 */
public record Rounds(int size, long seed) {

    /** Checks. */
    public Rounds {
        if (size < 1) {
            throw new IllegalArgumentException("There must be an example.\nMaybe all are held out.");
        }
    }

    /**
     * Whose turn it is.
     *
     * @param from the first turn, from 0 on over all rounds
     * @param count turns
     * @return [turn], each in 0..size - 1
     */
    public int[] turns(long from, int count) {
        int[] turns = new int[count];
        int[] order = {};
        long round = -1;
        for (int i = 0; i < count; i++) {
            long turn = from + i;
            if (turn / size != round) {
                round = turn / size;
                order = Shuffled.order(size, (seed * 0x9E3779B97F4A7C15L + round) * 0xD1342543DE82EF95L);
            }
            turns[i] = order[(int) (turn % size)];
        }
        return turns;
    }
}
