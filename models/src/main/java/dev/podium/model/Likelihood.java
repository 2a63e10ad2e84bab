package dev.podium.model;

import java.util.List;
import java.util.Set;

/**
 * Says how probable given texts are after given prompts, token by token.
 *
 * <p>What query likelihood and length-normalised scoring of candidates are made of: nothing is written, and nothing can be
 * malformed.
 *
 * @since 0.1.0
 */
public non-sealed interface Likelihood extends Capability {

    /**
     * Asks for continuations.
     *
     * @param prompts any number; those that begin alike are read once where the back end can
     * @param continuations one a prompt, not empty; tokenized apart from the prompt
     * @return one a prompt, in their order
     * @throws IllegalArgumentException if there are not as many continuations as prompts, or one has no token
     * @throws ModelUnavailableException if the model fails; no number is made up
     * @throws ProviderException if the service that runs the model fails
     */
    List<TokenLikelihoods> likelihoods(List<Prompt> prompts, List<String> continuations);

    /** Tokens of a prompt and its continuation that the model reads at most; {@link Integer#MAX_VALUE} where nobody knows. */
    int maxTokens();

    /** The forms of prompt that the model reads; both where it has a chat template. */
    Set<Prompt.Form> forms();
}
