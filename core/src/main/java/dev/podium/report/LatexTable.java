package dev.podium.report;

import dev.podium.eval.Report;

/**
 * The main table in LaTeX; needs the package {@code booktabs} and nothing else.
 *
 * @since 0.1.0
 */
public final class LatexTable {

    private LatexTable() {}

    /** A {@code table} with its caption, which names test and family. */
    public static String of(Report report) {
        Grid grid = Grid.of(report);
        StringBuilder text = new StringBuilder();
        text.append("% \\usepackage{booktabs}\n\\begin{table}\n  \\centering\n");
        text.append("  \\caption{")
                .append(escape(Findings.headline(report)))
                .append(" Best in bold; ")
                .append(marks(escape(Grid.footnote(report, BETTER, WORSE))))
                .append("}\n");
        text.append("  \\begin{tabular}{l")
                .append("r".repeat(grid.metrics().size() + (grid.timed() ? 1 : 0)))
                .append("}\n    \\toprule\n    System");
        grid.metrics().forEach(metric -> text.append(" & ").append(escape(metric)));
        text.append(grid.timed() ? " & Time/query" : "").append(" \\\\\n    \\midrule\n");
        for (Grid.Row row : grid.rows()) {
            text.append("    ").append(escape(row.system()));
            for (Grid.Cell cell : row.cells()) {
                String mark = switch (cell.verdict()) {
                    case BETTER -> BETTER;
                    case WORSE -> WORSE;
                    // as wide as a mark, so that the numbers stay in line
                    case OPEN -> "";
                };
                String value = cell.best() ? "\\textbf{" + cell.text() + "}" : cell.text();
                text.append(" & ").append(value).append(mark.isEmpty() ? "\\phantom{$^{\\dagger}$}" : marks(mark));
            }
            text.append(grid.timed() ? " & " + escape(row.time()) : "").append(" \\\\\n");
        }
        text.append("    \\bottomrule\n  \\end{tabular}\n\\end{table}\n");
        Findings.warnings(report)
                .forEach(warning ->
                        text.append("% Note: ").append(escape(warning)).append('\n'));
        return Markup.readable(text.toString());
    }

    private static final String BETTER = "▲";
    private static final String WORSE = "▼";

    private static String marks(String escaped) {
        return escaped.replace(BETTER, "$^{\\dagger}$").replace(WORSE, "$^{\\ddagger}$");
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\textbackslash{}");
                case '~' -> escaped.append("\\textasciitilde{}");
                case '^' -> escaped.append("\\textasciicircum{}");
                case '<' -> escaped.append("\\textless{}");
                case '>' -> escaped.append("\\textgreater{}");
                case '|' -> escaped.append("\\textbar{}");
                case 'µ' -> escaped.append("$\\mu$");
                case '±' -> escaped.append("$\\pm$");
                case '&', '%', '$', '#', '_', '{', '}' -> escaped.append('\\').appendCodePoint(c);
                case '\n', '\r' -> escaped.append(' ');
                default -> escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
