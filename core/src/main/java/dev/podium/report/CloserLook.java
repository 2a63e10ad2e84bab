package dev.podium.report;

import dev.podium.Query;
import dev.podium.eval.Comparison;
import dev.podium.eval.Figures;
import dev.podium.eval.Report;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One metric at a time: quality against time, means, query by query, distribution. */
record CloserLook(Report report, List<Series> series, StringBuilder html) {

    void write() {
        if (report.metrics().size() > 1) {
            tabs();
        }
        for (int m = 0; m < report.metrics().size(); m++) {
            String metric = report.metrics().get(m);
            html.append(Markup.fill("<div class=\"by m%d\" data-metric=\"%d\">\n", m, m));
            String scatter = QualityAgainstTime.of(series, metric);
            html.append(scatter.isEmpty() ? "<div class=\"pair one\">\n" : "<div class=\"pair\">\n");
            if (!scatter.isEmpty()) {
                html.append(
                                "<section>\n<h2>Quality against time</h2>\n<p class=\"how\">Up and left is better. Systems on the dashed front are beaten by none in both.</p>\n")
                        .append(scatter)
                        .append("</section>\n");
            }
            bars(metric);
            html.append("</div>\n");
            differences(metric);
            distributions(metric);
            html.append("</div>\n");
        }
    }

    private void tabs() {
        html.append("<fieldset class=\"tools\"><legend>By metric</legend>");
        for (int m = 0; m < report.metrics().size(); m++) {
            html.append(Markup.fill(
                    "<label><input type=\"radio\" name=\"metric\" id=\"m%d\"%s>%s</label>",
                    m, m == 0 ? " checked" : "", Markup.escape(report.metrics().get(m))));
        }
        html.append("</fieldset>\n");
    }

    private void bars(String metric) {
        double most = Math.max(
                1e-9, series.stream().mapToDouble(s -> s.mean(metric)).max().orElse(1));
        // up to 1 the whole scale is known and shown; above, the longest bar is the best system
        double scale = most <= 1 ? 1 : most;
        double baseline = report.system(report.baseline()).by(metric).mean();
        html.append(Markup.fill(
                "<section>\n<h2>%s</h2>\n<p class=\"how\">Mean over queries%s. The upright line is the baseline.</p>\n<div class=\"bars\">\n",
                Markup.escape(metric), most <= 1 ? ", on the whole scale from 0 to 1" : ""));
        for (Series s : series) {
            double mean = s.mean(metric);
            html.append(Markup.fill(
                    "<div class=\"row %s%s\"><span title=\"%s\">%s</span><b>%s</b><div class=\"track\"><i style=\"width:%s%%\"></i><u style=\"left:%s%%\"></u></div></div>\n",
                    s.style(),
                    mean >= report.best(metric).by(metric).mean() - 5e-5 ? " best" : "",
                    Markup.escape(s.name()),
                    Markup.escape(s.name()),
                    Markup.minus(Figures.value(mean, 4)),
                    Markup.at(100 * Math.clamp(mean / scale, 0, 1)),
                    Markup.at(100 * Math.clamp(baseline / scale, 0, 1))));
        }
        html.append("</div>\n</section>\n");
    }

    private void differences(String metric) {
        List<Comparison> group = report.by(metric);
        if (group.isEmpty()) {
            return;
        }
        double reach = 0.05;
        for (Comparison c : group) {
            reach = Math.max(
                    reach,
                    Arrays.stream(c.values().differences()).map(Math::abs).max().orElse(0));
        }
        html.append(Markup.fill(
                "<section>\n<h2>Query by query, against %s</h2>\n<p class=\"how\">Each bar is one query, largest gain first; the dotted line is the mean difference. Point at a bar for its query.</p>\n",
                Markup.escape(report.baseline())));
        for (Comparison c : group) {
            html.append(Markup.fill(
                    "<div class=\"each\" data-system=\"%d\"><h3>%s<span>%d above · %d level · %d below</span></h3>%s</div>\n",
                    series.indexOf(Series.named(series, c.system())),
                    HtmlPage.named(Series.named(series, c.system())),
                    c.signs().wins(),
                    c.signs().ties(),
                    c.signs().losses(),
                    PerQueryBars.of(c, reach, numbers())));
        }
        html.append("</section>\n");
    }

    private void distributions(String metric) {
        double low = 0;
        double high = 1e-9;
        for (Series s : series) {
            for (double value : Distribution.values(s, metric)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        high = low == 0 && high <= 1 ? 1 : high;
        int most = 1;
        for (Series s : series) {
            for (int count : Distribution.bins(Distribution.values(s, metric), low, high)) {
                most = Math.max(most, count);
            }
        }
        html.append(Markup.fill(
                "<section>\n<h2>Distribution over queries</h2>\n<p class=\"how\">How many queries have which %s, in twenty bins. Below, the middle half of the queries and their median.</p>\n<div class=\"panels\">\n",
                Markup.escape(metric)));
        for (Series s : series) {
            html.append(Markup.fill(
                    "<div><h3 title=\"%s\">%s</h3>%s</div>\n",
                    Markup.escape(s.name()), HtmlPage.named(s), Distribution.of(s, metric, low, high, most)));
        }
        html.append("</div>\n</section>\n");
    }

    private Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (Query query : report.queries()) {
            numbers.put(query.id(), numbers.size());
        }
        return numbers;
    }
}
