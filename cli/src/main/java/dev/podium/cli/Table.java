package dev.podium.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Columns for people: words to the left, numbers to the right. */
final class Table {

    private static final String GAP = "  ";

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> head) {
        this.head = head;
    }

    static Table of(String... head) {
        return new Table(List.of(head));
    }

    /** Adds a row; doubles are shown with four digits, as the field shows its metrics. */
    Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Double number ? String.format(Locale.ROOT, "%.4f", number) : String.valueOf(cell));
        }
        if (row.size() != head.size()) {
            throw new IllegalArgumentException(
                    "A row of %d cells does not fit a table of %d columns.".formatted(row.size(), head.size()));
        }
        rows.add(row);
        return this;
    }

    void print(PrintStream out) {
        int columns = head.size();
        int[] width = new int[columns];
        boolean[] number = new boolean[columns];
        for (int c = 0; c < columns; c++) {
            int column = c;
            width[c] = head.get(c).length();
            number[c] = !rows.isEmpty()
                    && rows.stream().allMatch(row -> row.get(column).matches("[-+]?[0-9.,]+%?|-|"));
            for (List<String> row : rows) {
                width[c] = Math.max(width[c], row.get(c).length());
            }
        }
        out.println(line(head, width, number));
        List<String> rule = new ArrayList<>();
        for (int w : width) {
            rule.add("-".repeat(w));
        }
        out.println(line(rule, width, number));
        rows.forEach(row -> out.println(line(row, width, number)));
    }

    private static String line(List<String> cells, int[] width, boolean[] number) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            String pad = " ".repeat(width[c] - cells.get(c).length());
            line.append(c == 0 ? "" : GAP).append(number[c] ? pad + cells.get(c) : cells.get(c) + pad);
        }
        return line.toString().stripTrailing();
    }
}
