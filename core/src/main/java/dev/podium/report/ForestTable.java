package dev.podium.report;

import dev.podium.eval.Comparison;
import dev.podium.eval.Figures;
import dev.podium.eval.Report;
import java.util.List;

/** Every comparison as an interval and in figures, a group for each metric. */
record ForestTable(Report report, List<Series> series, StringBuilder html) {

    private static String shortly(Series one) {
        return Markup.fill(
                "<span class=\"chip %s\"></span><span title=\"%s\">%s</span>",
                one.style(), Markup.escape(one.name()), Markup.escape(Markup.middle(one.name(), 34)));
    }

    void write() {
        html.append("<section>\n<h2>Differences from ")
                .append(Markup.escape(report.baseline()))
                .append("</h2>\n");
        html.append(
                "<p class=\"how\">Mean difference with its interval. Interval and p are of each comparison by itself; the last p is corrected for all of them and decides: coloured where it is significant. d is Cohen’s effect size for paired data; “more queries” is how many it would take, beyond those at hand, to find an effect of this size.</p>\n");
        html.append("<div class=\"scroll\"><table class=\"effects\">\n");
        for (String metric : report.metrics()) {
            List<Comparison> group = report.by(metric);
            Axis axis = ForestRow.axis(group);
            html.append(Markup.fill(
                    "<tbody>\n<tr class=\"group\"><th scope=\"rowgroup\">%s</th><th>%s</th><th>%.0f%% interval, uncorrected</th><th>p, uncorrected</th><th>p, %s</th><th>d</th><th>Win/tie/loss</th><th>More queries</th></tr>\n",
                    Markup.escape(metric),
                    ForestRow.header(axis),
                    100 * report.settings().interval().level(),
                    report.settings().correction()));
            for (Comparison c : group) {
                forestRow(c, axis);
            }
            html.append("</tbody>\n");
        }
        html.append("</table></div>\n</section>\n");
    }

    private void forestRow(Comparison c, Axis axis) {
        boolean significant = c.significant(report.settings().alpha());
        html.append(Markup.fill(
                "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td title=\"%s\">%s</td><td>%s</td><td>%s</td></tr>\n",
                shortly(Series.named(series, c.system())),
                ForestRow.of(c, axis, report.settings().alpha()),
                ForestRow.interval(c),
                Markup.escape(Figures.pBare(c.outcome().p())),
                significant
                        ? "<b>" + Markup.escape(Figures.pBare(c.corrected())) + "</b>"
                        : Markup.escape(Figures.pBare(c.corrected())),
                Markup.escape(Markup.fill(
                        "%s; %.0f%% interval %.2f to %.2f; Hedges' g %.2f",
                        c.effect().word(),
                        100 * c.effect().interval().level(),
                        c.effect().interval().low(),
                        c.effect().interval().high(),
                        c.effect().g())),
                Double.isInfinite(c.effect().d())
                        ? "∞"
                        : Markup.minus(Markup.fill("%.2f", c.effect().d())),
                c.signs(),
                significant ? "decided" : more(c)));
    }

    private static String more(Comparison c) {
        return c.topics().more().isEmpty()
                ? "never"
                : Markup.fill("%,d", c.topics().more().getAsInt());
    }
}
