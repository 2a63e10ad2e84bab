package dev.podium;

/**
 * Puts a query in other words before anybody searches.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Rewriter {

    /** The query in other words, under the same id. */
    Query rewrite(Query query);

    /** Searches with the rewritten query; the ranking returned answers the query first asked. */
    default Retriever into(Retriever retriever) {
        return new Pipeline.Rewritten(this, retriever);
    }
}
