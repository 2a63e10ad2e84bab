package dev.podium.file;

import dev.podium.Qrels;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Judgments: TREC's four columns, {@code query iteration document grade}, or BEIR's three, {@code query-id corpus-id
 * score}, with or without a header.
 *
 * <p>The number of columns of the first line tells which. Columns stand between white space, BEIR's between tabs where
 * the first line has tabs, so that its ids may hold blanks. A line that begins with # is a comment, as in trec_eval 10.
 *
 * @since 0.1.0
 */
public final class QrelsFile {

    private QrelsFile() {}

    /** Where a judgment goes. */
    @FunctionalInterface
    private interface Judgments {
        /** Keeps it and returns the grade there was before, or null. */
        @Nullable
        Integer put(String query, String iteration, String document, Integer grade);
    }

    /**
     * Reads judgments; the iteration column is ignored, as trec_eval ignores it.
     *
     * @throws BadDataException if there is none, a line has another number of columns than the first, a grade is no whole
     *     number, an id is not UTF-8, or a document is judged twice for one query
     */
    public static Qrels read(Path path) {
        SequencedMap<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        read(
                path,
                (query, _, document, grade) ->
                        grades.computeIfAbsent(query, _ -> new Grades()).put(document, grade));
        return new Qrels(grades);
    }

    /**
     * Reads judgments for diversity, whose iteration column names the subtopic a document was judged for.
     *
     * @return judgments by subtopic; a document may be judged once for each
     * @throws BadDataException as {@link #read}, a document counting as judged twice within one subtopic
     */
    public static SequencedMap<String, Qrels> readSubtopics(Path path) {
        SequencedMap<String, SequencedMap<String, Map<String, Integer>>> grades = new LinkedHashMap<>();
        read(
                path,
                (query, iteration, document, grade) -> grades.computeIfAbsent(iteration, _ -> new LinkedHashMap<>())
                        .computeIfAbsent(query, _ -> new Grades())
                        .put(document, grade));
        SequencedMap<String, Qrels> subtopics = new LinkedHashMap<>();
        grades.forEach((subtopic, judged) -> subtopics.put(subtopic, new Qrels(judged)));
        return subtopics;
    }

    private static void read(Path path, Judgments judgments) {
        try (Lines lines = Lines.of(path)) {
            String line = lines.nextIds();
            boolean tabs = line != null && Columns.ofTabs(line).size() == 3;
            int width = line == null ? 0 : tabs || Columns.of(line).size() == 3 ? 3 : 4;
            if (line != null && width == 3 && isHeader(line)) {
                line = lines.nextIds();
            }
            if (line == null) {
                throw lines.empty("judgment");
            }
            Cut columns = new Cut(tabs);
            String query = "";
            String iteration = "0";
            for (; line != null; line = lines.nextIds()) {
                int count = columns.to(line);
                if (count != width) {
                    throw lines.bad(
                            "A line of judgments has %d columns here, this one has %d.".formatted(width, count),
                            width == 4
                                    ? "Write: query iteration document grade."
                                    : "Write: query-id, corpus-id and score, with tabs between.");
                }
                query = columns.column(0, query);
                iteration = width == 4 ? columns.column(1, iteration) : iteration;
                String document = columns.column(width - 2);
                if (query.isBlank() || document.isBlank()) {
                    throw lines.bad("An id must not be empty.", "Maybe a tab is too many.");
                }
                int digit = columns.digit(width - 1);
                Integer grade = digit >= 0 ? (Integer) digit : grade(columns.column(width - 1), lines);
                if (judgments.put(query, iteration, document, grade) != null) {
                    throw lines.bad(
                            "Document \"%s\" is judged twice for query \"%s\".".formatted(document, query),
                            "Maybe two files were joined: keep one grade.");
                }
            }
        }
    }

    // the grade's own place holds a word without a digit: the line that names the columns
    private static boolean isHeader(String line) {
        return Columns.of(line).getLast().chars().noneMatch(Character::isDigit);
    }

    private static Integer grade(String text, Lines lines) {
        double grade = Decimal.parse(text.strip()); // tables written by other tools have 1.0 for 1
        if (grade != Math.rint(grade) || Math.abs(grade) > LARGEST) {
            throw lines.bad(
                    "A grade is a whole number from -%1$d to %1$d, not \"%2$s\".".formatted(LARGEST, text),
                    "Maybe columns are missing or in another order.");
        }
        return (int) grade;
    }

    private static final int LARGEST = 1_000_000;

    /**
     * Writes judgments in TREC's four columns.
     *
     * @param path gzip if it ends in {@code .gz}; folders are made as needed
     * @throws IllegalArgumentException if an id is empty or holds white space, which the format cannot carry
     */
    public static void write(Qrels qrels, Path path) throws IOException {
        try (BufferedWriter out = Lines.writer(path)) {
            for (Map.Entry<String, Map<String, Integer>> query : qrels.grades().entrySet()) {
                String id = Columns.requireFirstWord("query id", query.getKey());
                for (Map.Entry<String, Integer> judged : query.getValue().entrySet()) {
                    out.append(id)
                            .append(" 0 ")
                            .append(Columns.requireWord("document id", judged.getKey()))
                            .append(' ')
                            .append(judged.getValue().toString())
                            .append('\n');
                }
            }
        }
    }
}
