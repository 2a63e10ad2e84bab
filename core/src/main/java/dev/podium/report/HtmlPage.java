package dev.podium.report;

import dev.podium.Content;
import dev.podium.Query;
import dev.podium.eval.Figures;
import dev.podium.eval.Report;
import dev.podium.eval.Timing;
import java.util.List;

/**
 * An experiment as one self-contained page: no request leaves it, it prints, it reads in light and in dark, and it says
 * everything without its script.
 *
 * @since 0.1.0
 */
public final class HtmlPage {

    private final Report report;
    private final List<Series> series;
    private final StringBuilder html = new StringBuilder();

    private HtmlPage(Report report) {
        this.report = report;
        this.series = Series.of(report);
    }

    /** The page, to be written in UTF-8. */
    public static String of(Report report) {
        return new HtmlPage(report).page();
    }

    private String page() {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        html.append(Markup.escape(Markup.start(Findings.headline(report), 90))).append("</title>\n<style>\n");
        html.append(Style.CSS).append(Style.onlyChosen(report.metrics().size()));
        html.append("</style>\n</head>\n<body>\n<main>\n");
        header();
        table();
        if (!report.comparisons().isEmpty()) {
            new ForestTable(report, series, html).write();
        }
        new CloserLook(report, series, html).write();
        new QueryTable(report, series, html).write();
        new Footnotes(report, html).write();
        html.append("<footer>Made by Podium</footer>\n</main>\n<div class=\"tip\" role=\"status\" hidden></div>\n");
        new PageData(report, html).write();
        html.append("<script>\n").append(Behaviour.SCRIPT).append("</script>\n</body>\n</html>\n");
        return html.toString();
    }

    private void header() {
        List<String> findings = Findings.of(report);
        List<String> warnings = Findings.warnings(report);
        html.append("<header>\n<p class=\"over\">");
        String collection = report.about().get("collection");
        if (collection != null) {
            html.append("<b>").append(Markup.escape(collection)).append("</b> · ");
        }
        html.append(Markup.fill(
                "%s · %s · %s · baseline %s</p>\n",
                Markup.many(report.systems().size(), "system", "systems"),
                Markup.queries(report.queries().size()),
                Markup.many(report.metrics().size(), "metric", "metrics"),
                Markup.escape(report.baseline())));
        html.append("<h1>").append(sentence(findings.getFirst())).append("</h1>\n");
        for (String also : findings.subList(1, findings.size() - warnings.size())) {
            html.append("<p class=\"also\">").append(sentence(also)).append("</p>\n");
        }
        if (!warnings.isEmpty()) {
            html.append("<div class=\"warn\" role=\"note\"><ul>");
            warnings.forEach(w -> html.append("<li>").append(sentence(w)).append("</li>"));
            html.append("</ul></div>\n");
        }
        html.append("</header>\n");
    }

    private static String sentence(String text) {
        return Markup.escape(text).replaceAll("([ (])-(?=[.\\d])", "$1−");
    }

    private void table() {
        Grid grid = Grid.of(report);
        html.append("<section>\n<h2>Results</h2>\n<p class=\"how\">Means over ")
                .append(Markup.queries(report.queries().size()))
                .append("; below each, the difference from the baseline. The best of each column is bold.</p>\n");
        html.append("<div class=\"scroll\"><table class=\"sortable\">\n<thead><tr><th scope=\"col\">System</th>");
        for (String metric : grid.metrics()) {
            html.append("<th scope=\"col\">").append(Markup.escape(metric)).append("</th>");
        }
        html.append(grid.timed() ? "<th scope=\"col\">Median time</th><th scope=\"col\">Mean time</th>" : "")
                .append("</tr></thead>\n<tbody>\n");
        for (int s = 0; s < grid.rows().size(); s++) {
            row(grid.rows().get(s), series.get(s), grid.timed());
        }
        html.append("</tbody>\n</table></div>\n<p class=\"note\">")
                .append(sentence(Grid.footnote(report, "▲", "▼")))
                .append("</p>\n</section>\n");
    }

    private void row(Grid.Row row, Series one, boolean timed) {
        html.append(Markup.fill(
                "<tr><th scope=\"row\" data-v=\"%s\">%s%s</th>",
                Markup.escape(row.system()), named(one), row.baseline() ? "<span class=\"tag\">baseline</span>" : ""));
        for (int m = 0; m < row.cells().size(); m++) {
            Grid.Cell cell = row.cells().get(m);
            String mark = switch (cell.verdict()) {
                case BETTER -> "<span class=\"m up\" title=\"significantly better\">▲</span>";
                case WORSE -> "<span class=\"m down\" title=\"significantly worse\">▼</span>";
                case OPEN -> "<span class=\"m\"></span>";
            };
            double base =
                    report.system(report.baseline()).by(report.metrics().get(m)).mean();
            html.append(Markup.fill(
                    "<td%s data-v=\"%s\"><span class=\"v\">%s%s</span>%s</td>",
                    cell.best() ? " class=\"best\"" : "",
                    cell.value(),
                    Markup.minus(Figures.value(cell.value(), 4)),
                    mark,
                    row.baseline() ? "" : difference(cell.value() - base)));
        }
        Timing timing = one.system().timing();
        if (timed) {
            html.append(
                    timing == null
                            ? "<td data-v=\"\">–</td><td data-v=\"\">–</td>"
                            : Markup.fill(
                                    "<td data-v=\"%s\">%s</td><td data-v=\"%s\">%s</td>",
                                    timing.median(),
                                    Figures.time(timing.median()),
                                    timing.mean(),
                                    Figures.time(timing.mean())));
        }
        html.append("</tr>\n");
    }

    private static String difference(double difference) {
        return Markup.fill(
                "<span class=\"d\">%s<span class=\"m\"></span></span>",
                Markup.minus(Figures.difference(difference, 4)));
    }

    static String named(Series one) {
        return Markup.fill("<span class=\"chip %s\"></span>%s", one.style(), Markup.escape(one.name()));
    }

    /** What a reader is shown of a query; kinds that are not words are shown by their name. */
    static String text(Query query) {
        return switch (query.content()) {
            case Content.Text text -> text.value();
            case Content.Code code -> code.source();
            case Content.Molecule molecule -> molecule.smiles();
            case Content.Peptide peptide -> peptide.residues();
            case Content.Item item -> item.title();
            case Content.Custom custom -> custom.asText();
            case Content.Image image -> "image " + image.location();
            case Content.Spectrum spectrum ->
                Markup.fill(
                        "spectrum of %d peaks, precursor %.4f Th",
                        spectrum.peaks().size(), spectrum.precursorMz());
            case Content.History history ->
                Markup.fill("history of %d items", history.items().size());
            case Content.Mixed mixed ->
                Markup.fill("content of %d parts", mixed.parts().size());
        };
    }
}
