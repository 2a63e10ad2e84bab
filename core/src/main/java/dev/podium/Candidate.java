package dev.podium;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One thing that may answer a query.
 *
 * <p>Two candidates of one ranking must differ in their id; their contents may be equal and they stay two.
 *
 * @param id names it in runs and qrels
 * @param content what a judge is shown
 * @param fields whatever else came with it, in its own order; Podium carries it along and never reads it unasked
 * @since 0.1.0
 */
public record Candidate(String id, Content content, Map<String, String> fields) {
    public Candidate {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(content, "content");
        // Map.copyOf would lose the order in which the fields came
        fields = fields.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** A passage of prose without further fields. */
    public static Candidate of(String id, String text) {
        return new Candidate(id, Content.text(text), Map.of());
    }

    /** A candidate known by its id only, as a line of a TREC run names it. */
    public static Candidate named(String id) {
        return new Candidate(id, NOTHING, Map.of());
    }

    private static final Content NOTHING = Content.text("");
}
