package dev.podium.file;

import dev.podium.Qrels;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Judgments: TREC's four columns, {@code query iteration document grade}, or BEIR's three under a header,
 * {@code query-id corpus-id score}.
 *
 * <p>The number of columns of the first line tells which. The iteration column is ignored, as trec_eval ignores it.
 *
 * @since 0.1.0
 */
public final class QrelsFile {

    private QrelsFile() {}

    /**
     * Reads judgments.
     *
     * @throws BadDataException if a line has another number of columns, a grade is no whole number, or a document is
     *     judged twice for one query
     */
    public static Qrels read(Path path) {
        SequencedMap<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        int width = 0;
        try (Lines lines = Lines.of(path)) {
            for (String line = lines.nextData(); line != null; line = lines.nextData()) {
                List<String> columns = Columns.of(line);
                if (width == 0) {
                    width = columns.size() == 3 ? 3 : 4;
                    if (width == 3 && isHeader(columns)) {
                        continue;
                    }
                }
                if (columns.size() != width) {
                    throw lines.bad(
                            "A line of judgments has %d columns, this one has %d.".formatted(width, columns.size()),
                            width == 4
                                    ? "Write: query iteration document grade."
                                    : "Write: query-id, corpus-id and score, with tabs between.");
                }
                String query = columns.getFirst();
                String document = columns.get(width - 2);
                Integer before = grades.computeIfAbsent(query, _ -> new LinkedHashMap<>())
                        .put(document, grade(columns.getLast(), lines));
                if (before != null) {
                    throw lines.bad(
                            "Document \"%s\" is judged twice for query \"%s\".".formatted(document, query),
                            "Maybe two files were joined: keep one grade.");
                }
            }
        }
        return new Qrels(grades);
    }

    private static boolean isHeader(List<String> columns) {
        try {
            Integer.parseInt(columns.getLast());
            return false;
        } catch (NumberFormatException e) {
            return true; // the grade's own place holds a word: the line that names the columns
        }
    }

    private static int grade(String text, Lines lines) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new BadDataException(
                    lines.path(),
                    lines.number(),
                    text,
                    "A grade is a whole number.",
                    "Maybe columns are missing or in another order.",
                    e);
        }
    }

    /** Writes judgments in TREC's four columns. */
    public static void write(Qrels qrels, Path path) throws IOException {
        try (BufferedWriter out = Lines.writer(path)) {
            for (Map.Entry<String, Map<String, Integer>> query : qrels.grades().entrySet()) {
                for (Map.Entry<String, Integer> judged : query.getValue().entrySet()) {
                    out.append(query.getKey())
                            .append(" 0 ")
                            .append(judged.getKey())
                            .append(' ')
                            .append(judged.getValue().toString())
                            .append('\n');
                }
            }
        }
    }
}
