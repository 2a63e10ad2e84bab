package dev.podium.report;

import dev.podium.eval.Report;
import java.util.stream.Collectors;

/**
 * The main table in Markdown, as GitHub and most others read it.
 *
 * @since 0.1.0
 */
public final class MarkdownTable {

    private MarkdownTable() {}

    /** The headline, the table and its footnotes. */
    public static String of(Report report) {
        Grid grid = Grid.of(report);
        StringBuilder text = new StringBuilder();
        text.append("**").append(escape(Findings.headline(report))).append("**\n\n");
        text.append("| System |");
        grid.metrics().forEach(metric -> text.append(' ').append(escape(metric)).append(" |"));
        text.append(grid.timed() ? " Time a query |\n" : "\n");
        text.append("|:---|")
                .append("---:|".repeat(grid.metrics().size() + (grid.timed() ? 1 : 0)))
                .append('\n');
        for (Grid.Row row : grid.rows()) {
            text.append("| ")
                    .append(escape(row.system()))
                    .append(row.baseline() ? " *(baseline)*" : "")
                    .append(" |");
            for (Grid.Cell cell : row.cells()) {
                String value = cell.best() ? "**" + cell.text() + "**" : cell.text();
                String mark = switch (cell.verdict()) {
                    case BETTER -> " ▲";
                    case WORSE -> " ▼";
                    case OPEN -> "";
                };
                text.append(' ').append(value).append(mark).append(" |");
            }
            text.append(grid.timed() ? " " + row.time() + " |\n" : "\n");
        }
        text.append('\n').append(escape(Grid.footnote(report, "▲", "▼"))).append('\n');
        if (!Findings.warnings(report).isEmpty()) {
            text.append(Findings.warnings(report).stream()
                    .map(warning -> "- " + escape(warning) + "\n")
                    .collect(Collectors.joining("", "\n", "")));
        }
        return Markup.readable(text.toString());
    }

    /** What Markdown or HTML would read as markup, and what would end a cell. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '\n', '\r' -> escaped.append(' ');
                case '|', '\\', '`', '*', '_', '[', ']', '~', '#' ->
                    escaped.append('\\').appendCodePoint(c);
                default -> escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
