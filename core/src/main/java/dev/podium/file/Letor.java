package dev.podium.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Feature files of learning to rank, LETOR's and SVMrank's: {@code label qid:1 1:0.5 7:2 # info}.
 *
 * @since 0.1.0
 */
public final class Letor {

    private Letor() {}

    /**
     * One document as features.
     *
     * @param label its grade
     * @param queryId of its query
     * @param features by number, from 1, rising; those not listed are 0
     * @param info what stands behind the #, often the document's id; empty if nothing does
     */
    public record Row(double label, String queryId, SequencedMap<Integer, Double> features, String info) {
        public Row {
            features = Collections.unmodifiableSequencedMap(new TreeMap<>(features));
            if (!features.isEmpty() && features.firstEntry().getKey() < 1) {
                throw new IllegalArgumentException("The first feature (%d) must be at least 1.\nMaybe count from 1."
                        .formatted(features.firstEntry().getKey()));
            }
            if (!info.equals(info.strip()) || info.lines().count() > 1) {
                throw new IllegalArgumentException(
                        "The info \"%s\" must be one line without blanks around it.\nMaybe strip it.".formatted(info));
            }
        }
    }

    /**
     * Reads a feature file whose lines name their query.
     *
     * @throws BadDataException if there is no line, a line lacks its label or query, a number is none or not finite, or a
     *     feature is no {@code number:value} or not above the one before it
     */
    public static List<Row> read(Path path) {
        List<Row> rows = new ArrayList<>();
        try (Lines lines = Lines.of(path)) {
            for (String line = lines.nextData(); line != null; line = lines.nextData()) {
                List<String> columns = columns(line);
                if (columns.size() < 2 || !columns.get(1).startsWith("qid:")) {
                    throw lines.bad(
                            "A line of features begins with a label and qid:X.",
                            "Write: 2 qid:10 1:0.5 2:1 # doc7, or give the file of query sizes too.");
                }
                rows.add(row(
                        line,
                        columns.getFirst(),
                        columns.get(1).substring(4),
                        columns.subList(2, columns.size()),
                        lines));
            }
            if (rows.isEmpty()) {
                throw lines.empty("line of features");
            }
        }
        return List.copyOf(rows);
    }

    /**
     * Reads a feature file without {@code qid:}, as LightGBM has them beside a file of query sizes.
     *
     * @param sizes a file with the number of rows of each query, one a line; the queries are named 1, 2, ...
     * @throws BadDataException as {@link #read(Path)}, and if the sizes do not sum up to the number of rows
     */
    public static List<Row> read(Path path, Path sizes) {
        List<Row> rows = new ArrayList<>();
        try (Lines lines = Lines.of(path);
                Lines counts = Lines.of(sizes)) {
            int query = 0;
            int left = 0;
            for (String line = lines.nextData(); line != null; line = lines.nextData()) {
                for (; left == 0; query++) {
                    left = size(counts.nextData(), counts, rows.size());
                }
                left--;
                List<String> columns = columns(line);
                rows.add(row(
                        line, columns.getFirst(), Integer.toString(query), columns.subList(1, columns.size()), lines));
            }
            if (left > 0 || counts.nextData() != null) {
                throw counts.bad(
                        "The sizes sum up to more than the %d rows of %s.".formatted(rows.size(), path),
                        "Maybe the two files are of different splits.");
            }
            if (rows.isEmpty()) {
                throw lines.empty("line of features");
            }
        }
        return List.copyOf(rows);
    }

    private static int size(@Nullable String text, Lines counts, int rows) {
        double size = text == null ? 0 : Decimal.parse(text.strip());
        if (text == null || size < 0 || size != Math.rint(size) || size > Integer.MAX_VALUE) {
            throw counts.bad(
                    text == null
                            ? "The sizes sum up to %d, but there are more rows.".formatted(rows)
                            : "A size is a whole number of rows.",
                    "Maybe the two files are of different splits.");
        }
        return (int) size;
    }

    private static List<String> columns(String line) {
        int hash = line.indexOf('#');
        return Columns.of(hash < 0 ? line : line.substring(0, hash));
    }

    private static Row row(String line, String label, String query, List<String> pairs, Lines lines) {
        TreeMap<Integer, Double> features = new TreeMap<>();
        int last = 0;
        for (String pair : pairs) {
            int colon = pair.indexOf(':');
            double feature = colon < 0 ? Double.NaN : Decimal.parse(pair.substring(0, colon));
            double value = Decimal.parse(pair.substring(colon + 1));
            if (feature != Math.rint(feature) || Math.abs(feature) > Integer.MAX_VALUE || !Double.isFinite(value)) {
                throw lines.bad("A feature is number:value, not \"%s\".".formatted(pair), "Write: 7:0.25.");
            }
            if (feature <= last) {
                throw lines.bad(
                        "The features of a line rise from 1, \"%s\" does not.".formatted(pair), "Maybe sort them.");
            }
            last = (int) feature;
            features.put(last, value);
        }
        double grade = Decimal.parse(label);
        if (!Double.isFinite(grade)) {
            throw lines.bad("A label is a number, not \"%s\".".formatted(label), "Maybe the columns are shifted.");
        }
        int hash = line.indexOf('#');
        return new Row(
                grade, query, features, hash < 0 ? "" : line.substring(hash + 1).strip());
    }

    /**
     * Writes a feature file; values are written with all their digits.
     *
     * @param path gzip if it ends in {@code .gz}; folders are made as needed
     * @throws IllegalArgumentException if a query's id is empty or holds white space or #
     */
    public static void write(List<Row> rows, Path path) throws IOException {
        try (BufferedWriter out = Lines.writer(path)) {
            for (Row row : rows) {
                String query = Columns.requireWord("query id", row.queryId());
                if (query.indexOf('#') >= 0) {
                    throw new IllegalArgumentException(
                            "The query id \"%s\" must not hold #, which begins the info.\nMaybe replace it."
                                    .formatted(query));
                }
                out.append(number(row.label())).append(" qid:").append(query);
                for (var feature : row.features().entrySet()) {
                    out.append(' ')
                            .append(feature.getKey().toString())
                            .append(':')
                            .append(number(feature.getValue()));
                }
                out.append(row.info().isEmpty() ? "\n" : " # " + row.info() + "\n");
            }
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 && Double.compare(value, -0.0) != 0
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
