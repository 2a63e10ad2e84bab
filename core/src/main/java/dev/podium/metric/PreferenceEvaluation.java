package dev.podium.metric;

import dev.podium.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A run measured against preferences: every {@link PreferenceMeasure} for every query, and over all.
 *
 * @param tag the run's
 * @param values by query id, in byte order of the ids, [measure] in the order of {@link PreferenceMeasure#values}
 * @since 0.1.0
 */
public record PreferenceEvaluation(String tag, SequencedMap<String, List<Double>> values) {
    public PreferenceEvaluation {
        SequencedMap<String, List<Double>> sorted = new TreeMap<>(Evaluation.BYTES);
        values.forEach((query, row) -> sorted.put(query, List.copyOf(row)));
        values = Collections.unmodifiableSequencedMap(sorted);
    }

    /**
     * Measures a run.
     *
     * @param options of which {@code judgedOnly} changes nothing: what nobody judged is never preferred
     * @throws IllegalArgumentException if a reader contradicts themselves
     */
    public static PreferenceEvaluation of(Run run, Preferences preferences, Evaluation.Options options) {
        SequencedMap<String, List<Double>> values = new TreeMap<>(Evaluation.BYTES);
        for (Map.Entry<String, List<Preferences.Group>> entry :
                preferences.groups().entrySet()) {
            boolean found = run.rankings().containsKey(entry.getKey());
            if (found || options.complete()) {
                Preferred list = Preferred.of(run.rankings().get(entry.getKey()), entry.getValue(), options);
                List<Double> row = new ArrayList<>();
                for (PreferenceMeasure measure : PreferenceMeasure.values()) {
                    // version 9 does not look at queries that the run lacks, only divides by their number
                    row.add(!found && options.version9() ? 0 : measure.of(list));
                }
                values.put(entry.getKey(), row);
            }
        }
        return new PreferenceEvaluation(run.tag(), values);
    }

    /** The value of a measure over all queries: their sum for counts, else their mean. */
    public double of(PreferenceMeasure measure) {
        double sum = 0;
        for (List<Double> row : values.values()) {
            sum += row.get(measure.ordinal());
        }
        return measure.count() || values.isEmpty() ? sum : sum / values.size();
    }

    /**
     * trec_eval's lines, without line ends, as for {@code -m all_prefs}.
     *
     * @param perQuery whether each topic's values come first (-q)
     */
    public List<String> lines(boolean perQuery) {
        List<String> lines = new ArrayList<>();
        if (perQuery) {
            values.forEach((query, row) -> {
                for (PreferenceMeasure measure : PreferenceMeasure.values()) {
                    lines.add(line(measure, query, row.get(measure.ordinal())));
                }
            });
        }
        lines.add(TrecEvalReport.line("runid", "all", tag));
        lines.add(TrecEvalReport.line("num_q", "all", Integer.toString(values.size())));
        for (PreferenceMeasure measure : PreferenceMeasure.values()) {
            lines.add(line(measure, "all", of(measure)));
        }
        return List.copyOf(lines);
    }

    private static String line(PreferenceMeasure measure, String topic, double value) {
        return TrecEvalReport.line(
                measure.toString(),
                topic,
                measure.count() ? Long.toString((long) value) : TrecEvalReport.fourDigits(value));
    }
}
