package dev.podium.metric;

import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Run;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        long relevant = qrels.grades().values().stream()
                .flatMap(grades -> grades.values().stream())
                .filter(grade -> grade >= 1)
                .count();
        return new TrecEvalReport(run.tag(), measures, evaluation, options.complete(), relevant, relstrings);
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
        List<String> lines = new ArrayList<>();
        List<Map.Entry<String, Metric>> columns = List.copyOf(measures.metrics().entrySet());
        if (perQuery) {
            for (String topic : evaluation.values().keySet()) {
                List<Double> row = evaluation.values().getOrDefault(topic, List.of());
                for (int i = 0; i < columns.size(); i++) {
                    String name = columns.get(i).getKey();
                    Metric metric = columns.get(i).getValue();
                    if (name.startsWith("relstring")) {
                        lines.add(line(name, topic, "'" + relstrings.getOrDefault(topic, "") + "'"));
                    } else if (!(metric instanceof GeometricAp || metric instanceof GeometricBpref)) {
                        lines.add(line(name, topic, text(metric, row.get(i))));
                    }
                }
            }
        }
        for (String total : measures.totals()) {
            lines.add(line(
                    total,
                    "all",
                    total.equals("runid")
                            ? tag
                            : String.valueOf(evaluation.values().size())));
        }
        for (Map.Entry<String, Metric> column : columns) {
            if (!column.getKey().startsWith("relstring")) {
                double value =
                        complete && column.getKey().equals("num_rel") ? relevant : evaluation.of(column.getValue());
                lines.add(line(column.getKey(), "all", text(column.getValue(), value)));
            }
        }
        return List.copyOf(lines);
    }

    private static String line(String name, String topic, String value) {
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
