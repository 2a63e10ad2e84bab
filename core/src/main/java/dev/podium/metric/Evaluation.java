package dev.podium.metric;

import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Run;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * A run measured: every metric for every query, and over all.
 *
 * <p>By trec_eval's rules: queries in both run and qrels count, also those for which nothing is relevant (they are worth
 * 0); with {@link Options#complete} those of the qrels that the run lacks count too, as empty lists. What was left out on
 * either side is told.
 *
 * @param metrics in the order asked for
 * @param values by query id, in byte order of the ids, [metric]
 * @param notInRun queries of the qrels that the run lacks
 * @param notJudged queries of the run that the qrels lack; they never count
 * @since 0.1.0
 */
public record Evaluation(
        List<Metric> metrics,
        SequencedMap<String, List<Double>> values,
        List<String> notInRun,
        List<String> notJudged) {

    /**
     * How to measure.
     *
     * @param complete whether queries that the run lacks count as empty lists (trec_eval -c)
     * @param judgedOnly whether unjudged candidates are taken out first (trec_eval -J)
     * @param depth ranks looked at, or 0 for all (trec_eval -M)
     * @param version9 whether scores are held as 32-bit numbers, as trec_eval 9 holds them
     */
    public record Options(boolean complete, boolean judgedOnly, int depth, boolean version9) {
        /** As trec_eval 10 does without options. */
        public static final Options USUAL = new Options(false, false, 0, false);

        /** The list as these options show it. */
        Judged apply(Judged list) {
            Judged cut = depth == 0 ? list : list.top(depth);
            return judgedOnly ? cut.judgedOnly() : cut;
        }
    }

    // Means are sums, and a sum of doubles depends on its order in the last bits: this is the order of trec_eval's
    // sums.
    static final Comparator<String> BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    public Evaluation {
        metrics = List.copyOf(metrics);
        SequencedMap<String, List<Double>> sorted = new TreeMap<>(BYTES);
        sorted.putAll(values);
        values = Collections.unmodifiableSequencedMap(sorted);
        notInRun = List.copyOf(notInRun);
        notJudged = List.copyOf(notJudged);
    }

    /** Measures a run. */
    public static Evaluation of(Run run, Qrels qrels, List<Metric> metrics, Options options) {
        SequencedMap<String, Judged> lists = new LinkedHashMap<>();
        for (Map.Entry<String, Ranking> entry : run.rankings().entrySet()) {
            Map<String, Integer> grades = qrels.of(entry.getKey());
            if (!grades.isEmpty()) {
                lists.put(entry.getKey(), Judged.of(entry.getValue(), grades, options.version9()));
            }
        }
        List<String> notJudged = run.rankings().keySet().stream()
                .filter(query -> qrels.of(query).isEmpty())
                .toList();
        return of(lists, notJudged, qrels, metrics, options);
    }

    /**
     * Measures lists that were judged elsewhere.
     *
     * @param lists by query id
     * @param notJudged queries that had no judgments, to be told
     */
    public static Evaluation of(
            SequencedMap<String, Judged> lists,
            List<String> notJudged,
            Qrels qrels,
            List<Metric> metrics,
            Options options) {
        SequencedMap<String, List<Double>> values = new LinkedHashMap<>();
        List<String> notInRun = new ArrayList<>();
        lists.forEach((query, list) -> values.put(query, values(options.apply(list), metrics)));
        for (String query : qrels.grades().keySet()) {
            if (!lists.containsKey(query)) {
                notInRun.add(query);
                if (options.complete()) {
                    int[] pool = qrels.of(query).values().stream()
                            .mapToInt(Integer::intValue)
                            .toArray();
                    values.put(query, values(Judged.of(new int[0], pool), metrics));
                }
            }
        }
        return new Evaluation(metrics, values, notInRun, notJudged);
    }

    /**
     * Measures a run for several readers, each with judgments of their own: a query's value is its mean over the readers
     * who judged it (trec_eval -R qrels_jg).
     *
     * @param readers judgments by reader; {@code QrelsFile.readSubtopics} reads them
     */
    public static Evaluation overReaders(
            Run run, SequencedMap<String, Qrels> readers, List<Metric> metrics, Options options) {
        SequencedMap<String, Qrels> inOrder = new TreeMap<>(BYTES);
        inOrder.putAll(readers);
        SequencedMap<String, List<List<Double>>> rows = new LinkedHashMap<>();
        for (Qrels qrels : inOrder.values()) {
            of(run, qrels, metrics, options)
                    .values()
                    .forEach((query, row) ->
                            rows.computeIfAbsent(query, _ -> new ArrayList<>()).add(row));
        }
        SequencedMap<String, List<Double>> values = new LinkedHashMap<>();
        rows.forEach((query, each) -> {
            List<Double> means = new ArrayList<>(metrics.size());
            for (int i = 0; i < metrics.size(); i++) {
                double sum = 0;
                for (List<Double> row : each) {
                    sum += row.get(i);
                }
                means.add(sum / each.size());
            }
            values.put(query, means);
        });
        Set<String> judged = new LinkedHashSet<>();
        inOrder.values().forEach(qrels -> judged.addAll(qrels.grades().keySet()));
        return new Evaluation(
                metrics,
                values,
                judged.stream()
                        .filter(query -> !run.rankings().containsKey(query))
                        .toList(),
                run.rankings().keySet().stream()
                        .filter(query -> !judged.contains(query))
                        .toList());
    }

    private static List<Double> values(Judged list, List<Metric> metrics) {
        List<Double> values = new ArrayList<>(metrics.size());
        for (Metric metric : metrics) {
            values.add(metric.of(list));
        }
        return List.copyOf(values);
    }

    /** The value of a metric over all queries. */
    public double of(Metric metric) {
        return metric.over(perQuery(metric));
    }

    /** The values of a metric, in the order of {@link #values}. */
    public double[] perQuery(Metric metric) {
        int column = metrics.indexOf(metric);
        if (column < 0) {
            throw new IllegalArgumentException("The metric %s was not measured, only %s.".formatted(metric, metrics));
        }
        return values.values().stream().mapToDouble(row -> row.get(column)).toArray();
    }
}
