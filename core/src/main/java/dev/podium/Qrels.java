package dev.podium;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What people judged: a grade for some candidates of each query.
 *
 * <p>A candidate without a grade is unjudged, which is not the same as grade 0. A negative grade says "not to be
 * counted" in some collections; each metric states what it does with it.
 *
 * @param grades query id to candidate id to grade, in file order
 * @since 0.1.0
 */
public record Qrels(SequencedMap<String, Map<String, Integer>> grades) {
    public Qrels {
        SequencedMap<String, Map<String, Integer>> copy = new LinkedHashMap<>();
        grades.forEach((query, judged) -> copy.put(query, Collections.unmodifiableMap(new LinkedHashMap<>(judged))));
        grades = Collections.unmodifiableSequencedMap(copy);
    }

    /** The grades of one query by candidate id; empty where nothing was judged. */
    public Map<String, Integer> of(String queryId) {
        return grades.getOrDefault(queryId, Map.of());
    }
}
