package dev.podium.report;

import dev.podium.eval.Comparison;
import dev.podium.eval.Figures;
import dev.podium.eval.Report;
import dev.podium.eval.Scored;
import dev.podium.eval.Timing;
import java.util.ArrayList;
import java.util.List;

/**
 * The main table before it is written down: systems down, metrics across, and the time where any system was timed.
 *
 * @param metrics the columns
 * @param timed whether there is a column for time
 * @param rows one a system
 */
record Grid(List<String> metrics, boolean timed, List<Row> rows) {

    /**
     * One system.
     *
     * @param time the median a query, empty where it was not timed
     */
    record Row(String system, boolean baseline, List<Cell> cells, String time) {}

    /**
     * One mean.
     *
     * @param best whether no system has a higher one
     * @param verdict against the baseline
     */
    record Cell(double value, boolean best, Verdict verdict) {
        /** Four decimals with the zero before the point, as evaluation tools print. */
        String text() {
            return Markup.fill("%.4f", value);
        }
    }

    /** What the corrected test says. */
    enum Verdict {
        BETTER,
        WORSE,
        OPEN
    }

    static Grid of(Report report) {
        List<Row> rows = new ArrayList<>();
        for (Scored system : report.systems()) {
            List<Cell> cells = new ArrayList<>();
            for (String metric : report.metrics()) {
                double value = system.by(metric).mean();
                boolean best = value >= report.best(metric).by(metric).mean() - 5e-5; // alike as printed
                cells.add(new Cell(value, best, verdict(report, system.name(), metric)));
            }
            Timing timing = system.timing();
            rows.add(new Row(
                    Markup.line(system.name()),
                    system.name().equals(report.baseline()),
                    List.copyOf(cells),
                    timing == null ? "" : Figures.time(timing.median())));
        }
        return new Grid(
                report.metrics(), report.systems().stream().anyMatch(s -> s.timing() != null), List.copyOf(rows));
    }

    private static Verdict verdict(Report report, String system, String metric) {
        for (Comparison c : report.by(metric)) {
            if (c.system().equals(system) && c.significant(report.settings().alpha())) {
                return c.difference() > 0 ? Verdict.BETTER : c.difference() < 0 ? Verdict.WORSE : Verdict.OPEN;
            }
        }
        return Verdict.OPEN;
    }

    /** The footnote that every table carries: what a mark means, of which family. */
    static String footnote(Report report, String better, String worse) {
        return report.comparisons().isEmpty()
                ? Markup.queries(report.queries().size()) + "."
                : Markup.fill(
                        "%s better, %s worse than %s; %s. %s; intervals by %s, uncorrected.",
                        better,
                        worse,
                        report.baseline(),
                        report.family(),
                        Markup.queries(report.queries().size()),
                        report.settings().interval());
    }
}
