package dev.podium.cli;

import dev.podium.eval.Comparison;
import dev.podium.eval.Correction;
import dev.podium.eval.Figures;
import dev.podium.eval.Report;
import dev.podium.eval.Settings;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The comparisons of a report, for people and for scripts.
 *
 * <p>Two footings, kept apart: the interval and the raw p-value are of one comparison as if it were the only one; the corrected
 * p-value is what is left of it among all tests of the report, and decides.
 */
final class Differences {

    private Differences() {}

    /** The comparisons by one metric, two lines each where there are several tests. */
    static void print(Report report, String metric, PrintStream out) {
        Settings settings = report.settings();
        int tests = report.family().size();
        for (Comparison one : report.by(metric)) {
            out.printf(
                    Locale.ROOT,
                    "%s: %+.4f over %s, %.0f%% interval [%+.4f, %+.4f] and %s, both uncorrected%n",
                    one.metric(),
                    one.difference(),
                    one.baseline(),
                    100 * one.interval().level(),
                    one.interval().low(),
                    one.interval().high(),
                    Figures.p(one.outcome().p()));
            String verdict = one.significant(settings.alpha()) ? "significant" : "not significant";
            out.printf(
                    Locale.ROOT,
                    "%s over the %d tests of this table: %s, %s at %s%n",
                    settings.correction() == Correction.NONE
                            ? "No correction"
                            : "Corrected by " + settings.correction(),
                    tests,
                    Figures.p(one.corrected()),
                    verdict,
                    settings.alpha());
            out.printf(
                    "Query by query %d are better, %d as they were, %d worse%s.%n",
                    one.signs().wins(),
                    one.signs().ties(),
                    one.signs().losses(),
                    one.difference() < 0
                            ? ": it hurts here; maybe keep the head (keep-head), blend in the stage before (blend), or leave it out"
                            : "");
        }
        out.printf("Test: %s. Interval: %s.%n", settings.test(), settings.interval());
    }

    /** All comparisons as JSON prints them. */
    static List<Map<String, Object>> data(Report report) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Comparison one : report.comparisons()) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("system", one.system());
            data.put("baseline", one.baseline());
            data.put("metric", one.metric());
            data.put("difference", one.difference());
            data.put("interval", List.of(one.interval().low(), one.interval().high()));
            data.put("test", one.outcome().test());
            data.put("p", one.outcome().p());
            data.put("correction", report.settings().correction().toString());
            data.put("tests", report.family().size());
            data.put("corrected", one.corrected());
            data.put("significant", one.significant(report.settings().alpha()));
            data.put("better", one.signs().wins());
            data.put("worse", one.signs().losses());
            data.put("hurts", one.difference() < 0);
            all.add(data);
        }
        return all;
    }
}
