package dev.podium.model;

import java.util.List;

/**
 * Scores the documents of a list together: what each gets may depend on the others.
 *
 * <p>What networks do that look at a whole list at once; where the order in which the documents stand counts, their own
 * description says so.
 *
 * @since 0.1.0
 */
public non-sealed interface ListScoring extends Capability {

    /**
     * A list to be scored.
     *
     * @param query what is asked
     * @param documents what may answer
     */
    record Asked(String query, List<String> documents) {
        /** Copies. */
        public Asked {
            documents = List.copyOf(documents);
        }
    }

    /**
     * Scores lists.
     *
     * @param lists any number, empty ones included
     * @return one a list, in their order, each of one score a document, in its order; scores finite, higher is better,
     *     comparable within a list
     * @throws ModelUnavailableException if the model fails; no score is made up
     */
    List<List<Scored>> score(List<Asked> lists);

    /** Tokens of query, one document and marks together that the model reads at most; {@link Integer#MAX_VALUE} where nobody knows. */
    int maxTokens();
}
