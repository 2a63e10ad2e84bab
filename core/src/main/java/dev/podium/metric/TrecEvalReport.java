package dev.podium.metric;

import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Run;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run measured and printed byte for byte as trec_eval does, for scripts that read its lines.
 *
 * <p>{@code name, topic, value} with tabs between; topics in byte order, then {@code all}. Where trec_eval prints {@code nan}
 * because nothing was retrieved, this prints 0.
 *
 * @param tag the run's
 * @param measures what is printed
 * @param evaluation their values
 * @param complete whether topics that the run lacks count (-c): then trec_eval's num_rel over all counts every grade from 1,
 *     whatever the level
 * @param relevant how many grades from 1 the qrels hold
 * @param relstrings trec_eval's relstring by topic
 * @since 0.1.0
 */
public record TrecEvalReport(
        String tag,
        TrecEvalMeasures measures,
        Evaluation evaluation,
        boolean complete,
        long relevant,
        Map<String, String> relstrings) {

    private static final String RELSTRING = "relstring";

    public TrecEvalReport {
        relstrings = Map.copyOf(relstrings);
    }

    /** Measures a run. */
    public static TrecEvalReport of(Run run, Qrels qrels, TrecEvalMeasures measures, Evaluation.Options options) {
        Evaluation evaluation =
                Evaluation.of(run, qrels, List.copyOf(measures.metrics().values()), options);
        Map<String, String> relstrings = new TreeMap<>();
        if (measures.relstring() > 0) {
            for (String query : evaluation.values().keySet()) {
                @Nullable Ranking ranking = run.rankings().get(query);
                relstrings.put(
                        query,
                        ranking == null
                                ? ""
                                : relstring(
                                        options.apply(Judged.of(ranking, qrels.of(query), options.version9())),
                                        measures.relstring()));
            }
        }
        return new TrecEvalReport(
                run.tag(), measures, evaluation, options.complete(), relevant(List.of(qrels)), relstrings);
    }

    /**
     * Measures a run for several readers (trec_eval -R qrels_jg), as {@link Evaluation#overReaders} does; relstring is left
     * empty, since it would differ between readers.
     */
    public static TrecEvalReport overReaders(
            Run run, SequencedMap<String, Qrels> readers, TrecEvalMeasures measures, Evaluation.Options options) {
        Evaluation evaluation = Evaluation.overReaders(
                run, readers, List.copyOf(measures.metrics().values()), options);
        return new TrecEvalReport(
                run.tag(), measures, evaluation, options.complete(), relevant(readers.values()), Map.of());
    }

    private static long relevant(Collection<Qrels> judgments) {
        return judgments.stream()
                .flatMap(qrels -> qrels.grades().values().stream())
                .flatMap(grades -> grades.values().stream())
                .filter(grade -> grade >= 1)
                .count();
    }

    private static String relstring(Judged list, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(length, list.size()); i++) {
            int grade = list.grade(i);
            text.append(grade == Judged.UNJUDGED ? '-' : grade < 0 ? '.' : grade > 9 ? '>' : (char) ('0' + grade));
        }
        return text.toString();
    }

    /**
     * The lines, without line ends.
     *
     * @param perQuery whether each topic's values come first (-q)
     */
    public List<String> lines(boolean perQuery) {
        List<String> lines = new ArrayList<>(perQuery ? topics() : List.of());
        lines.addAll(summary());
        return List.copyOf(lines);
    }

    /** The lines of the topics alone (-q -n). */
    public List<String> topics() {
        return topics((topic, name, metric, value) -> line(name, topic, text(metric, value)));
    }

    /** The lines over all topics alone. */
    public List<String> summary() {
        List<String> lines = new ArrayList<>();
        for (String total : measures.totals()) {
            lines.add(line(
                    total,
                    "all",
                    total.equals("runid")
                            ? tag
                            : String.valueOf(evaluation.values().size())));
        }
        measures.metrics().forEach((name, metric) -> {
            if (!name.startsWith(RELSTRING)) {
                double value = complete && name.equals("num_rel") ? relevant : evaluation.of(metric);
                lines.add(line(name, "all", text(metric, value)));
            }
        });
        return List.copyOf(lines);
    }

    /**
     * The lines with values told in standard deviations from the mean of other systems (-Z), their names behind a Z.
     *
     * <p>Over all topics the deviations are averaged as the values would be: summed for counts, by their exponent for
     * geometric means, which is 0 where one is {@link ZScores#MISSING}.
     *
     * @param perQuery whether each topic's values come first (-q)
     */
    public List<String> lines(boolean perQuery, ZScores references) {
        List<String> lines = new ArrayList<>();
        if (perQuery) {
            lines.addAll(topics(
                    (topic, name, _, value) -> "Z" + line(name, topic, fourDigits(references.of(topic, name, value)))));
        }
        for (String total : measures.totals()) {
            lines.add(
                    total.equals("runid")
                            ? line(total, "all", tag)
                            : "Z"
                                    + line(
                                            total,
                                            "all",
                                            fourDigits(evaluation.values().size())));
        }
        measures.metrics().forEach((name, metric) -> {
            if (!name.startsWith(RELSTRING)) {
                double value = complete && name.equals("num_rel") ? relevant : deviation(name, metric, references);
                lines.add("Z" + line(name, "all", fourDigits(value)));
            }
        });
        return List.copyOf(lines);
    }

    private double deviation(String name, Metric metric, ZScores references) {
        double[] deviations = evaluation.perQuery(metric);
        int i = 0;
        double sum = 0;
        for (String topic : evaluation.values().keySet()) {
            // a geometric mean holds logarithms, and those are compared
            double value = isGeometric(metric) ? Math.log(Math.max(deviations[i], GeometricAp.LEAST)) : deviations[i];
            deviations[i] = references.of(topic, name, value);
            sum += deviations[i++];
        }
        return isGeometric(metric) ? Math.exp(sum / Math.max(i, 1)) : metric.over(deviations);
    }

    /** How the line of one value reads. */
    private interface Line {
        String of(String topic, String name, Metric metric, double value);
    }

    private List<String> topics(Line line) {
        List<Map.Entry<String, Metric>> columns = List.copyOf(measures.metrics().entrySet());
        List<String> lines = new ArrayList<>();
        evaluation.values().forEach((topic, row) -> {
            for (int i = 0; i < columns.size(); i++) {
                String name = columns.get(i).getKey();
                Metric metric = columns.get(i).getValue();
                if (name.startsWith(RELSTRING)) {
                    lines.add(line(name, topic, "'" + relstrings.getOrDefault(topic, "") + "'"));
                } else if (!isGeometric(metric)) {
                    lines.add(line.of(topic, name, metric, row.get(i)));
                }
            }
        });
        return List.copyOf(lines);
    }

    private static boolean isGeometric(Metric metric) {
        return metric instanceof GeometricAp || metric instanceof GeometricBpref;
    }

    static String line(String name, String topic, String value) {
        return String.format(Locale.ROOT, "%-22s\t%s\t%s", name, topic, value);
    }

    private static String text(Metric metric, double value) {
        return metric instanceof Count ? Long.toString((long) value) : fourDigits(value);
    }

    /** As C prints %6.4f: the exact binary value is rounded, and the sign of what rounds to zero stays. */
    static String fourDigits(double value) {
        String digits =
                new BigDecimal(value).setScale(4, RoundingMode.HALF_EVEN).toPlainString();
        return value < 0 && digits.charAt(0) != '-' ? "-" + digits : digits;
    }
}
