package dev.podium.model;

import java.util.List;
import java.util.Set;

/**
 * Says how much it would go on with each of a few tokens: one forward pass, nothing is written.
 *
 * <p>The cheapest question to a language model, and one with an answer that cannot be malformed: the logit of "yes" against that of
 * "no", or those of twenty labels at once.
 *
 * @since 0.1.0
 */
public non-sealed interface NextToken extends Capability {

    /**
     * Asks for the labels after each prompt.
     *
     * @param prompts any number; those that begin alike are read once where the back end can
     * @param labels at least one, each one token where the prompts end, with its leading blank if it has one
     * @return one a prompt, in their order
     * @throws IllegalArgumentException if a label is not one token of its own there, or two are the same; if the parts that may not
     *     be cut are longer than the model reads
     * @throws ModelUnavailableException if the model fails; no number is made up
     * @throws ProviderException if the service that runs the model fails, or tells too few probabilities
     */
    List<LabelLogits> logits(List<Prompt> prompts, List<String> labels);

    /** Tokens of a prompt that the model reads at most; {@link Integer#MAX_VALUE} where nobody knows. */
    int maxTokens();

    /** The forms of prompt that the model reads; both where it has a chat template. */
    Set<Prompt.Form> forms();
}
