package dev.podium.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The values of a system and of a baseline, query by query: what every paired test looks at.
 *
 * <p>Lining up is by query id and never by position, so two files in different order give the same pairs. What happens
 * to a query that only one of them has must be said: {@link Missing}.
 *
 * @since 0.1.0
 */
public final class Paired {

    /** What to do with a query that only one of the two systems has. */
    public enum Missing {
        /** An error that names the queries. */
        REFUSE,
        /** The system without it has 0 there, as under {@code trec_eval -c}. */
        ZERO,
        /** The query is left out; {@link Paired#leftOut} counts it. */
        DROP
    }

    private final List<String> queries;
    private final double[] system;
    private final double[] baseline;
    private final int leftOut;

    private Paired(List<String> queries, double[] system, double[] baseline, int leftOut) {
        this.queries = queries;
        this.system = system;
        this.baseline = baseline;
        this.leftOut = leftOut;
    }

    /**
     * Values already lined up.
     *
     * @param queries ids, each once
     * @param system [query], the system's value; finite
     * @param baseline [query], the baseline's value; finite
     */
    public static Paired of(List<String> queries, double[] system, double[] baseline) {
        if (queries.size() != system.length || queries.size() != baseline.length) {
            throw new IllegalArgumentException(
                    "There are %d queries, %d values of the system and %d of the baseline: a pair needs one of each."
                            .formatted(queries.size(), system.length, baseline.length));
        }
        Set<String> seen = HashSet.newHashSet(queries.size());
        for (int i = 0; i < system.length; i++) {
            if (!seen.add(queries.get(i))) {
                throw new IllegalArgumentException(
                        "Query \"%s\" stands twice: each query makes one pair.".formatted(queries.get(i)));
            }
            if (!Double.isFinite(system[i]) || !Double.isFinite(baseline[i])) {
                throw new IllegalArgumentException(
                        "Query \"%s\" has the values %s and %s: a pair needs finite numbers.\nMaybe leave out queries on which the metric is undefined, for both systems."
                                .formatted(queries.get(i), system[i], baseline[i]));
            }
        }
        return new Paired(List.copyOf(queries), system.clone(), baseline.clone(), 0);
    }

    /**
     * Lines up by query id; the order is the baseline's, then that of the queries which only the system has.
     *
     * @param system query id to value
     * @param baseline query id to value
     * @param missing what to do with a query that only one of them has
     */
    public static Paired of(
            SequencedMap<String, Double> system, SequencedMap<String, Double> baseline, Missing missing) {
        Set<String> all = new LinkedHashSet<>(baseline.keySet());
        all.addAll(system.keySet());
        List<String> alone = all.stream()
                .filter(query -> !system.containsKey(query) || !baseline.containsKey(query))
                .toList();
        if (missing == Missing.REFUSE && !alone.isEmpty()) {
            throw new IllegalArgumentException(
                    "%d queries have a value of one system only: %s%s.\nMaybe count them as 0 (Missing.ZERO, as trec_eval -c does) or leave them out (Missing.DROP)."
                            .formatted(
                                    alone.size(),
                                    String.join(", ", alone.subList(0, Math.min(5, alone.size()))),
                                    alone.size() > 5 ? ", ..." : ""));
        }
        if (missing == Missing.DROP) {
            alone.forEach(all::remove);
        }
        List<String> queries = new ArrayList<>(all);
        double[] a = new double[queries.size()];
        double[] b = new double[queries.size()];
        for (int i = 0; i < a.length; i++) {
            a[i] = system.getOrDefault(queries.get(i), 0.0);
            b[i] = baseline.getOrDefault(queries.get(i), 0.0);
        }
        Paired checked = of(queries, a, b);
        return new Paired(
                checked.queries, checked.system, checked.baseline, missing == Missing.DROP ? alone.size() : 0);
    }

    /** How many pairs there are. */
    public int size() {
        return system.length;
    }

    /** The query ids, in the order of the pairs. */
    public List<String> queries() {
        return queries;
    }

    /** The system's value on pair {@code i}. */
    public double system(int i) {
        return system[i];
    }

    /** The baseline's value on pair {@code i}. */
    public double baseline(int i) {
        return baseline[i];
    }

    /** System minus baseline, [pair]. */
    public double[] differences() {
        double[] differences = new double[system.length];
        Arrays.setAll(differences, i -> system[i] - baseline[i]);
        return differences;
    }

    /** How many queries were left out under {@link Missing#DROP}. */
    public int leftOut() {
        return leftOut;
    }

    /** The mean of the system's values; 0 without pairs. */
    public double systemMean() {
        return Moments.mean(system);
    }

    /** The mean of the baseline's values; 0 without pairs. */
    public double baselineMean() {
        return Moments.mean(baseline);
    }

    /** The mean of system minus baseline; 0 without pairs. */
    public double meanDifference() {
        return Moments.mean(differences());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d pairs, mean difference %+.4f", size(), meanDifference());
    }
}
