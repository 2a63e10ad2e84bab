package dev.podium.report;

import dev.podium.Query;
import dev.podium.eval.Report;
import dev.podium.eval.Scored;
import java.util.stream.Collectors;

/** The values behind the bars, as JSON inside the page: queries, then values by metric, system and query. */
record PageData(Report report, StringBuilder html) {

    void write() {
        html.append("<script type=\"application/json\" id=\"data\">{\"baseline\":")
                .append(report.systems().indexOf(report.system(report.baseline())))
                .append(",\"queries\":[");
        html.append(report.queries().stream()
                .map(q -> "[" + Markup.json(q.id()) + "," + Markup.json(Markup.start(HtmlPage.text(q), 160)) + "]")
                .collect(Collectors.joining(",")));
        html.append("],\"values\":[");
        html.append(report.metrics().stream()
                .map(metric -> report.systems().stream()
                        .map(system -> values(system, metric))
                        .collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",")));
        html.append("]}</script>\n");
    }

    private String values(Scored system, String metric) {
        return report.queries().stream().map(q -> value(system, metric, q)).collect(Collectors.joining(",", "[", "]"));
    }

    private static String value(Scored system, String metric, Query query) {
        Double value = system.by(metric).values().get(query.id());
        return value == null ? "null" : Markup.fill("%.5g", value).replaceFirst("\\.?0+$", "");
    }
}
