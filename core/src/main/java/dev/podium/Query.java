package dev.podium;

import java.util.Objects;

/**
 * What somebody asks.
 *
 * @param id names the query in runs, qrels, traces and seeds; any non-blank string without white space survives TREC
 *     files
 * @param content the question itself
 * @since 0.1.0
 */
public record Query(String id, Content content) {
    public Query {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(content, "content");
    }

    /** A question in prose, for calls that concern one query only: its id is {@code q}. */
    public static Query of(String text) {
        return of("q", text);
    }

    /** A question in prose. */
    public static Query of(String id, String text) {
        return new Query(id, Content.text(text));
    }
}
