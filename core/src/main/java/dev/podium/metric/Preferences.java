package dev.podium.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What people preferred: for each query, groups of judgments of which each is one reader's order.
 *
 * <p>A group need not order everything: it holds comparisons, in each of which a higher level is preferred to a lower one
 * and equal levels say nothing. What follows from two comparisons of a group together counts as said. Groups may
 * contradict each other; a group must not contradict itself. Level 0 says "not relevant", any level above it "relevant".
 *
 * @param groups by query id, in byte order; the groups of a query in byte order of their names
 * @since 0.1.0
 */
public record Preferences(SequencedMap<String, List<Group>> groups) {

    /**
     * One reader's judgments.
     *
     * @param name tells the reader
     * @param comparisons the level of each document that was compared, by document id
     */
    public record Group(String name, List<Map<String, Double>> comparisons) {
        /** @throws IllegalArgumentException if a document is relevant in one comparison and not in another */
        public Group {
            List<Map<String, Double>> copy = new ArrayList<>();
            Map<String, Double> seen = new LinkedHashMap<>();
            for (Map<String, Double> comparison : comparisons) {
                comparison.forEach((document, level) -> {
                    Double before = seen.put(document, level);
                    if (before != null && ((before > 0 && level == 0) || (before == 0 && level > 0))) {
                        throw new IllegalArgumentException(
                                "Group \"%s\" has document \"%s\" both at level 0, which says not relevant, and at %s."
                                        .formatted(name, document, Math.max(before, level)));
                    }
                });
                copy.add(Collections.unmodifiableMap(new LinkedHashMap<>(comparison)));
            }
            comparisons = List.copyOf(copy);
        }
    }

    public Preferences {
        SequencedMap<String, List<Group>> sorted = new TreeMap<>(Evaluation.BYTES);
        groups.forEach((query, readers) -> {
            List<Group> copy = new ArrayList<>(readers);
            copy.sort((a, b) -> Evaluation.BYTES.compare(a.name(), b.name()));
            sorted.put(query, List.copyOf(copy));
        });
        groups = Collections.unmodifiableSequencedMap(sorted);
    }
}
