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
 * @param relstrings trec_eval's relstring by topic
 * @since 0.1.0
 */
public record TrecEvalReport(
        String tag, TrecEvalMeasures measures, Evaluation evaluation, Map<String, String> relstrings) {

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
        return new TrecEvalReport(run.tag(), measures, evaluation, relstrings);
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
                    if (name.equals("relstring")) {
                        lines.add(line(name, topic, "'" + relstrings.getOrDefault(topic, "") + "'"));
                    } else if (!(metric instanceof GeometricAp || metric instanceof GeometricBpref)) {
                        lines.add(line(name, topic, text(metric, row.get(i))));
                    }
                }
            }
        }
        lines.add(line("runid", "all", tag));
        lines.add(line("num_q", "all", String.valueOf(evaluation.values().size())));
        for (Map.Entry<String, Metric> column : columns) {
            if (!column.getKey().equals("relstring")) {
                lines.add(line(column.getKey(), "all", text(column.getValue(), evaluation.of(column.getValue()))));
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
