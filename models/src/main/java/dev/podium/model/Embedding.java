package dev.podium.model;

import java.util.List;

/**
 * Turns a text into a vector: what a bi-encoder does.
 *
 * <p>A vector depends on its own text and role alone, never on what else was in the call.
 *
 * @since 0.1.0
 */
public non-sealed interface Embedding extends Capability {

    /**
     * Embeds texts.
     *
     * <p>The words a model wants before a query or a passage ({@code "query: "}) come from its own configuration and are
     * added here: give the plain text.
     *
     * @param texts any number, empty ones included; a text too long loses its end and says so
     * @param role what the texts are to each other
     * @return one a text, in their order
     * @throws ModelUnavailableException if the model fails; no vector is made up
     * @throws ProviderException if the service that runs the model fails
     */
    List<Embedded> embed(List<String> texts, Role role);

    /** How two vectors of this model are to be compared, as its own configuration says. */
    Similarity similarity();

    /** The length of a vector. */
    int dimensions();

    /** Tokens of a text and its marks together that the model reads at most; {@link Integer#MAX_VALUE} where nobody knows. */
    int maxTokens();

    /** What a text is in a search. */
    enum Role {
        /** What is asked. */
        QUERY,
        /** What may answer. */
        PASSAGE
    }
}
