package dev.podium.model;

import dev.podium.Scale;
import java.util.List;

/**
 * Scores a query and a document: what a cross-encoder does, and models that read the two apart and hold many vectors of each.
 *
 * <p>A score depends on its own pair alone, never on what else was in the call.
 *
 * @since 0.1.0
 */
public non-sealed interface PairScoring extends Capability {

    /**
     * Scores documents for a query.
     *
     * <p>A pair too long for the model loses the end of its document and says so ({@link Scored#truncated()}). The
     * query is kept whole up to three quarters of the model's length; a longer one is cut there, so that a long query
     * cannot leave the document without a single token.
     *
     * @param documents any number, empty texts included; read a part at a time, so 100,000 need little more memory than
     *     1,000
     * @return one a document, in their order; scores finite, higher is better
     * @throws ModelUnavailableException if the model fails; no score is made up
     * @throws ProviderException if the service that runs the model fails
     */
    List<Scored> score(String query, List<String> documents);

    /** What a difference of scores means: a probability behind a sigmoid, a real number otherwise. */
    Scale scale();

    /** What is applied to the model's logit, as its own configuration says: {@code identity} or {@code sigmoid}. */
    String activation();

    /** Tokens of query, document and marks together that the model reads at most; {@link Integer#MAX_VALUE} where nobody knows. */
    int maxTokens();

    /** Whether query and document are read apart and their texts as wholes and their tokens compared, so that scores are cosines. */
    default boolean apart() {
        return false;
    }
}
