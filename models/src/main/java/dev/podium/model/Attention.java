package dev.podium.model;

import java.util.List;
import java.util.Set;

/**
 * Says how much one part of a prompt attends to others: what a model looks at, without asking it for a word.
 *
 * @since 0.1.0
 */
public non-sealed interface Attention extends Capability {

    /**
     * Asks for attention mass.
     *
     * <p>The mass of a token is its attention probability, the mean over the tokens of {@code from}, the sum over all layers and
     * heads that the model's settings name (all, unless said otherwise).
     *
     * @param prompts any number; those that begin alike are read once where the back end can
     * @param from the name of the part that looks; in every prompt
     * @param to names of the parts that are looked at; in every prompt, before {@code from}
     * @return one a prompt, in their order
     * @throws IllegalArgumentException if a prompt has no such part, or it has no token
     * @throws ModelUnavailableException if the model fails; no number is made up
     */
    List<AttentionMass> mass(List<Prompt> prompts, String from, List<String> to);

    /** Tokens of a prompt that the model reads at most; {@link Integer#MAX_VALUE} where nobody knows. */
    int maxTokens();

    /** The forms of prompt that the model reads; both where it has a chat template. */
    Set<Prompt.Form> forms();
}
