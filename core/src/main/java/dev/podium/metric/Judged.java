package dev.podium.metric;

import dev.podium.Hit;
import dev.podium.Ranking;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/**
 * A ranking as a metric sees it: the grade at each rank, and the grades there were to find.
 *
 * <p>Every metric of this package is a function of these two sequences, so a ranking of objects and a run file read
 * straight from bytes are evaluated by the same code.
 *
 * <p>The order is trec_eval's: score descending, equal scores by id in descending byte order, whatever rank a file claims.
 *
 * @since 0.1.0
 */
public final class Judged {

    /** Stands where nobody judged the candidate; no grade can be this low. */
    public static final int UNJUDGED = Integer.MIN_VALUE;

    private final int[] retrieved;
    private final int[] pool;

    private Judged(int[] retrieved, int[] pool) {
        this.retrieved = retrieved;
        this.pool = pool;
    }

    /**
     * From grades already in order.
     *
     * @param retrieved [rank - 1], the grade there or {@link #UNJUDGED}
     * @param pool the grades of all judged candidates of the query, in any order
     */
    public static Judged of(int[] retrieved, int[] pool) {
        int[] falling = pool.clone();
        Arrays.sort(falling);
        for (int i = 0, j = falling.length - 1; i < j; i++, j--) {
            int grade = falling[i];
            falling[i] = falling[j];
            falling[j] = grade;
        }
        return new Judged(retrieved.clone(), falling);
    }

    /**
     * From a ranking, in trec_eval's order.
     *
     * @param grades of the ranking's query, by candidate id
     */
    public static Judged of(Ranking ranking, Map<String, Integer> grades) {
        return of(ranking, grades, false);
    }

    /**
     * From a ranking, in the order of trec_eval 9 or 10.
     *
     * @param grades of the ranking's query, by candidate id
     * @param singlePrecision whether scores are compared as 32-bit numbers, as version 9 holds them: more of them tie
     */
    public static Judged of(Ranking ranking, Map<String, Integer> grades, boolean singlePrecision) {
        int[] retrieved = ranking.hits().stream()
                .sorted(Comparator.<Hit>comparingDouble(
                                hit -> (singlePrecision ? -(float) hit.score() : -hit.score()) + 0.0)
                        .thenComparing(hit -> hit.candidate().id(), Judged::descendingBytes))
                .mapToInt(hit -> grades.getOrDefault(hit.candidate().id(), UNJUDGED))
                .toArray();
        return of(
                retrieved, grades.values().stream().mapToInt(Integer::intValue).toArray());
    }

    private static int descendingBytes(String a, String b) {
        return Arrays.compareUnsigned(b.getBytes(StandardCharsets.UTF_8), a.getBytes(StandardCharsets.UTF_8));
    }

    /** How many candidates were retrieved. */
    public int size() {
        return retrieved.length;
    }

    /** The grade at index {@code i} (rank - 1), or {@link #UNJUDGED}. */
    public int grade(int i) {
        return retrieved[i];
    }

    /** How many candidates were judged for the query, retrieved or not. */
    public int judged() {
        return pool.length;
    }

    /** The i-th highest of all judged grades: the ideal list. */
    public int ideal(int i) {
        return pool[i];
    }

    /** How many judged candidates have at least this grade. */
    public int relevant(int level) {
        int count = 0;
        while (count < pool.length && pool[count] >= level) {
            count++;
        }
        return count;
    }

    /** How many judged candidates are not relevant at this level; those with a negative grade do not count. */
    public int nonRelevant(int level) {
        return Math.max(relevant(0) - relevant(level), 0);
    }

    /** The first {@code depth} ranks only. */
    public Judged top(int depth) {
        return depth >= retrieved.length ? this : new Judged(Arrays.copyOf(retrieved, depth), pool);
    }

    /** Without the candidates that nobody judged, and those whose grade says so by being negative. */
    public Judged judgedOnly() {
        return new Judged(Arrays.stream(retrieved).filter(grade -> grade >= 0).toArray(), pool);
    }
}
