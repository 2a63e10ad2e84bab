package dev.podium.report;

import dev.podium.eval.Report;
import java.util.ArrayList;
import java.util.List;

/**
 * The main table for a terminal: aligned columns, best with a star, significance as arrows, footnotes below.
 *
 * @since 0.1.0
 */
public final class TextTable {

    private TextTable() {}

    /** Lines ended by line feeds, the last one too. */
    public static String of(Report report) {
        Grid grid = Grid.of(report);
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("system"));
        grid.metrics().forEach(metric -> head.add(metric + "  "));
        if (grid.timed()) {
            head.add("time/query");
        }
        lines.add(head);
        for (Grid.Row row : grid.rows()) {
            List<String> line = new ArrayList<>(List.of(row.system()));
            for (Grid.Cell cell : row.cells()) {
                String mark = switch (cell.verdict()) {
                    case BETTER -> "▲";
                    case WORSE -> "▼";
                    case OPEN -> " ";
                };
                line.add(cell.text() + (cell.best() ? "*" : " ") + mark);
            }
            if (grid.timed()) {
                line.add(row.time());
            }
            lines.add(line);
        }
        StringBuilder text = new StringBuilder(aligned(lines));
        text.append("* best; ").append(Grid.footnote(report, "▲", "▼")).append('\n');
        Findings.warnings(report)
                .forEach(warning -> text.append("! ").append(warning).append('\n'));
        return Markup.readable(text.toString());
    }

    /** First column to the left, the others to the right, a rule under the head. */
    private static String aligned(List<List<String>> lines) {
        int[] widths = new int[lines.getFirst().size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(line.get(i)));
            }
        }
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < lines.size(); row++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = lines.get(row).get(i);
                String blanks = " ".repeat(widths[i] - width(cell));
                line.append(i == 0 ? cell + blanks : "  " + blanks + cell);
            }
            text.append(line.toString().stripTrailing()).append('\n');
            if (row == 0) {
                int total = widths[0];
                for (int i = 1; i < widths.length; i++) {
                    total += 2 + widths[i];
                }
                text.append("─".repeat(total)).append('\n');
            }
        }
        return text.toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
