package dev.podium.eval;

/**
 * A query on which a system did not do what it should.
 *
 * @param system its name
 * @param queryId the query
 * @param kind what became of the query
 * @param message what was said
 * @since 0.1.0
 */
public record Failure(String system, String queryId, Kind kind, String message) {

    /** What became of the query. */
    public enum Kind {
        /** There is no ranking; it counts as an empty list. */
        FAILED,
        /** A limit was spent; the best ranking so far counts. */
        LIMITED
    }
}
