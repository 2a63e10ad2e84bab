package dev.podium.model;

import java.util.List;
import java.util.Set;

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

    /**
     * Embeds prompts exactly as they stand: no words of the model's configuration are put around them, and no mark after their
     * end but what the form brings.
     *
     * @param prompts any number
     * @return one a prompt, in their order, comparable with the vectors of texts
     * @throws IllegalArgumentException if the model does not read the form of a prompt
     * @throws ModelUnavailableException if the model fails; no vector is made up
     */
    default List<Embedded> embed(List<Prompt> prompts) {
        throw new IllegalArgumentException(
                "This model embeds texts and no prompts.\nMaybe use a decoder in process, with torch:.");
    }

    /** The forms of prompt that the model embeds; empty where it embeds texts alone. */
    default Set<Prompt.Form> forms() {
        return Set.of();
    }

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
