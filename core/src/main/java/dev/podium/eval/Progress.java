package dev.podium.eval;

/**
 * Told after each query how far an experiment is; core itself prints nothing.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress SILENT = step -> {};

    /** A query is done. */
    void at(Step step);

    /**
     * How far it is.
     *
     * @param done queries answered by all systems
     * @param total queries there are
     * @param queryId the one just answered
     * @param failures so far, over all systems
     */
    record Step(int done, int total, String queryId, int failures) {}
}
