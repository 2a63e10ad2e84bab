package dev.podium.bench;

import dev.podium.Candidate;
import dev.podium.Query;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A collection made up of words whose frequencies fall as those of a natural language do: the r-th word of n has weight
 * 1/(r + 2.7), Mandelbrot's form of Zipf's law.
 *
 * <p>Words and lengths resemble passages of web text (8 to 80 words), so postings are as long and as skewed as real ones.
 *
 * @param size how many passages
 * @param seed of all that is random
 */
record Passages(int size, long seed) implements Iterable<Candidate> {

    private static final int VOCABULARY = 100_000;
    private static final double[] CUMULATED = cumulated();

    private static double[] cumulated() {
        double[] sums = new double[VOCABULARY];
        double sum = 0;
        for (int r = 0; r < VOCABULARY; r++) {
            sum += 1 / (r + 2.7);
            sums[r] = sum;
        }
        return sums;
    }

    @Override
    public Iterator<Candidate> iterator() {
        Random random = new Random(seed);
        return IntStream.range(0, size)
                .mapToObj(i -> Candidate.of("p" + i, words(random, 8 + random.nextInt(73), 0)))
                .iterator();
    }

    /** Queries of 4 to 15 words, without the hundred most frequent ones, which a stop list would take out. */
    List<Query> queries(int count) {
        Random random = new Random(seed + 1);
        return IntStream.range(0, count)
                .mapToObj(i -> Query.of("q" + i, words(random, 4 + random.nextInt(12), 100)))
                .toList();
    }

    private static String words(Random random, int count, int skipped) {
        var text = new StringBuilder();
        while (count > 0) {
            int at = Arrays.binarySearch(CUMULATED, random.nextDouble() * CUMULATED[VOCABULARY - 1]);
            int rank = at < 0 ? -at - 1 : at;
            if (rank >= skipped) {
                spell(rank, text);
                text.append(' ');
                count--;
            }
        }
        return text.toString();
    }

    /** A word of its own for each rank, the frequent ones short. */
    private static void spell(int rank, StringBuilder text) {
        for (int left = rank + 1; left > 0; left /= 100) {
            text.append("bcdfghklmnprstvwxyzq".charAt(left % 20)).append("aeiou".charAt(left / 20 % 5));
        }
    }
}
