package dev.podium.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

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
        }
    }

    /**
     * Reads a feature file.
     *
     * @throws BadDataException if a line lacks its label or query, or a feature is no {@code number:value} or not above
     *     the one before it
     */
    public static List<Row> read(Path path) {
        List<Row> rows = new ArrayList<>();
        try (Lines lines = Lines.of(path)) {
            for (String line = lines.nextData(); line != null; line = lines.nextData()) {
                rows.add(row(line, lines));
            }
        }
        return List.copyOf(rows);
    }

    private static Row row(String line, Lines lines) {
        int hash = line.indexOf('#');
        List<String> columns = Columns.of(hash < 0 ? line : line.substring(0, hash));
        if (columns.size() < 2 || !columns.get(1).startsWith("qid:")) {
            throw lines.bad("A line of features begins with a label and qid:X.", "Write: 2 qid:10 1:0.5 2:1 # doc7.");
        }
        TreeMap<Integer, Double> features = new TreeMap<>();
        for (String column : columns.subList(2, columns.size())) {
            int colon = column.indexOf(':');
            try {
                int feature = Integer.parseInt(column.substring(0, Math.max(colon, 0)));
                double value = Double.parseDouble(column.substring(colon + 1));
                if (feature >= 1 && (features.isEmpty() || feature > features.lastKey())) {
                    features.put(feature, value);
                    continue;
                }
            } catch (NumberFormatException e) {
                throw new BadDataException(
                        lines.path(), lines.number(), column, "A feature is number:value.", "Write: 7:0.25.", e);
            }
            throw lines.bad(
                    "The features of a line rise from 1, \"%s\" does not.".formatted(column), "Maybe sort them.");
        }
        return new Row(
                label(columns.getFirst(), lines),
                columns.get(1).substring(4),
                features,
                hash < 0 ? "" : line.substring(hash + 1).strip());
    }

    private static double label(String text, Lines lines) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new BadDataException(
                    lines.path(), lines.number(), text, "A label is a number.", "Maybe the columns are shifted.", e);
        }
    }

    /** Writes a feature file. */
    public static void write(List<Row> rows, Path path) throws IOException {
        try (BufferedWriter out = Lines.writer(path)) {
            for (Row row : rows) {
                out.append(number(row.label())).append(" qid:").append(row.queryId());
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
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
