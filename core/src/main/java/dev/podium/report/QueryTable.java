package dev.podium.report;

import dev.podium.Query;
import dev.podium.eval.Figures;
import dev.podium.eval.Report;
import dev.podium.eval.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The value of every system on every query, folded away until asked for. */
record QueryTable(Report report, List<Series> series, StringBuilder html) {

    /** The queries of the long table, those on which systems differ most first where not all can be shown. */
    void write() {
        int most = 1000;
        for (int m = 0; m < report.metrics().size(); m++) {
            String metric = report.metrics().get(m);
            List<Query> shown = report.queries().stream()
                    .filter(q -> report.systems().getFirst().by(metric).values().containsKey(q.id()))
                    .toList();
            int all = shown.size();
            if (all > most) {
                List<Query> apart = new ArrayList<>(shown);
                apart.sort((a, b) -> Double.compare(spread(metric, b), spread(metric, a)));
                shown = apart.subList(0, most);
            }
            html.append(Markup.fill(
                    "<section class=\"by m%d\">\n<details><summary>%s of every query</summary>\n",
                    m, Markup.escape(metric)));
            if (all > most) {
                html.append(Markup.fill(
                        "<p class=\"how\">The 1,000 of %,d queries on which the systems differ most.</p>\n", all));
            }
            html.append(
                    "<div class=\"scroll long\"><table class=\"sortable\">\n<thead><tr><th scope=\"col\">Query</th><th scope=\"col\">Text</th>");
            series.forEach(s -> html.append("<th scope=\"col\">")
                    .append(Markup.escape(s.name()))
                    .append("</th>"));
            html.append("</tr></thead>\n<tbody>\n");
            for (Query query : shown) {
                html.append(Markup.fill(
                        "<tr><td>%s</td><td>%s</td>",
                        Markup.escape(query.id()), Markup.escape(Markup.start(HtmlPage.text(query), 160))));
                double best = report.systems().stream()
                        .mapToDouble(s -> value(s, metric, query))
                        .max()
                        .orElse(0);
                for (Scored system : report.systems()) {
                    double value = value(system, metric, query);
                    html.append(value == best && spread(metric, query) > 0 ? "<td><b>" : "<td>")
                            .append(Markup.minus(Figures.value(value, 4)))
                            .append(value == best && spread(metric, query) > 0 ? "</b></td>" : "</td>");
                }
                html.append("</tr>\n");
            }
            html.append("</tbody>\n</table></div>\n</details>\n</section>\n");
        }
    }

    private double spread(String metric, Query query) {
        double[] values = report.systems().stream()
                .mapToDouble(s -> value(s, metric, query))
                .toArray();
        return Arrays.stream(values).max().orElse(0)
                - Arrays.stream(values).min().orElse(0);
    }

    private static double value(Scored system, String metric, Query query) {
        return system.by(metric).values().getOrDefault(query.id(), 0.0);
    }
}
