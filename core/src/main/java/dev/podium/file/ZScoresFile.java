package dev.podium.file;

import dev.podium.metric.ZScores;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to compare values with: trec_eval's four columns, {@code query measure mean deviation} (its option -Z).
 *
 * @since 0.1.0
 */
public final class ZScoresFile {

    private ZScoresFile() {}

    /**
     * Reads references.
     *
     * @throws BadDataException if there is none, a line does not have four columns, a mean or deviation is no finite
     *     number, a deviation is negative, or a measure stands twice for one query
     */
    public static ZScores read(Path path) {
        Map<String, Map<String, ZScores.Reference>> references = new LinkedHashMap<>();
        try (Lines lines = Lines.of(path)) {
            for (String line = lines.nextIds(); line != null; line = lines.nextIds()) {
                List<String> columns = Columns.of(line);
                if (columns.size() != 4) {
                    throw lines.bad(
                            "A line has four columns here, this one has %d.".formatted(columns.size()),
                            "Write: query measure mean deviation.");
                }
                double mean = Decimal.parse(columns.get(2));
                double deviation = Decimal.parse(columns.get(3));
                if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation < 0) {
                    throw lines.bad(
                            "A mean (%s) is a number and a deviation (%s) one that is not negative."
                                    .formatted(columns.get(2), columns.get(3)),
                            "Maybe columns are in another order.");
                }
                if (references
                                .computeIfAbsent(columns.getFirst(), _ -> new LinkedHashMap<>())
                                .put(columns.get(1), new ZScores.Reference(mean, deviation))
                        != null) {
                    throw lines.bad(
                            "Measure \"%s\" stands twice for query \"%s\"."
                                    .formatted(columns.get(1), columns.getFirst()),
                            "Maybe two files were joined: keep one line.");
                }
            }
            if (references.isEmpty()) {
                throw lines.empty("reference");
            }
            return new ZScores(references);
        }
    }
}
