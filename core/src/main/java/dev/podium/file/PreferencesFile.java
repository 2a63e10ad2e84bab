package dev.podium.file;

import dev.podium.metric.Preferences;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Preferences: trec_eval's five columns, {@code query group comparison document level}, or four of qrels, which hold one
 * comparison a group, {@code query group document level}.
 *
 * <p>The number of columns of the first line tells which. A line that begins with # is a comment.
 *
 * @since 0.1.0
 */
public final class PreferencesFile {

    private PreferencesFile() {}

    /**
     * Reads preferences.
     *
     * @throws BadDataException if there is none, a line has another number of columns than the first, a level is no finite
     *     number, a document stands twice in a comparison, or at level 0 and above it in a group
     */
    public static Preferences read(Path path) {
        SequencedMap<String, SequencedMap<String, SequencedMap<String, Map<String, Double>>>> queries =
                new LinkedHashMap<>();
        try (Lines lines = Lines.of(path)) {
            int width = 0;
            for (String line = lines.nextIds(); line != null; line = lines.nextIds()) {
                List<String> columns = Columns.of(line);
                width = width == 0 ? columns.size() : width;
                if (columns.size() != width || width < 4 || width > 5) {
                    throw lines.bad(
                            "A line of preferences has five columns, or four in all lines, not %d."
                                    .formatted(columns.size()),
                            "Write: query group comparison document level.");
                }
                String document = columns.get(width - 2);
                double level = Decimal.parse(columns.getLast());
                if (Double.isNaN(level) || Double.isInfinite(level)) {
                    throw lines.bad(
                            "A level is a number, not \"%s\".".formatted(columns.getLast()),
                            "Maybe columns are missing or in another order.");
                }
                Double before = queries.computeIfAbsent(columns.getFirst(), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(columns.get(1), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(width == 5 ? columns.get(2) : "0", _ -> new LinkedHashMap<>())
                        .put(document, level);
                if (before != null) {
                    throw lines.bad(
                            "Document \"%s\" stands twice in a comparison of query \"%s\"."
                                    .formatted(document, columns.getFirst()),
                            "Maybe two files were joined: keep one level.");
                }
            }
            if (queries.isEmpty()) {
                throw lines.empty("preference");
            }
        }
        return preferences(path, queries);
    }

    private static Preferences preferences(
            Path path, SequencedMap<String, SequencedMap<String, SequencedMap<String, Map<String, Double>>>> queries) {
        SequencedMap<String, List<Preferences.Group>> groups = new LinkedHashMap<>();
        try {
            queries.forEach((query, readers) -> {
                List<Preferences.Group> ofQuery = new ArrayList<>();
                readers.forEach((reader, comparisons) ->
                        ofQuery.add(new Preferences.Group(reader, List.copyOf(comparisons.values()))));
                groups.put(query, ofQuery);
            });
        } catch (IllegalArgumentException e) {
            throw new BadDataException(
                    path, 0, "", String.valueOf(e.getMessage()), "Maybe two readers have one name.", e);
        }
        return new Preferences(groups);
    }
}
