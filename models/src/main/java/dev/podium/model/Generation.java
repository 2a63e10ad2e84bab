package dev.podium.model;

import java.util.List;

/**
 * Writes text after a prompt: what a language model does.
 *
 * <p>An answer depends on its own prompt and the options alone, never on what else was in the call. Many models know one
 * of the two ways only, and say so when asked the other.
 *
 * @since 0.1.0
 */
public non-sealed interface Generation extends Capability {

    /**
     * Answers conversations, in the words that the model was taught to expect around a turn.
     *
     * @param conversations any number, each of at least one message
     * @return one a conversation, in their order
     * @throws IllegalArgumentException if the model takes no conversations, or cannot do what an option asks
     * @throws ModelUnavailableException if the model fails; no text is made up
     * @throws ProviderException if the service that runs the model fails
     */
    List<Generated> chat(List<List<Message>> conversations, GenerationOptions options);

    /**
     * Goes on writing where prompts end, with nothing put around them.
     *
     * @param prompts any number
     * @return one a prompt, in their order
     * @throws IllegalArgumentException if the model takes no plain prompts, or cannot do what an option asks
     * @throws ModelUnavailableException if the model fails; no text is made up
     * @throws ProviderException if the service that runs the model fails
     */
    List<Generated> complete(List<String> prompts, GenerationOptions options);
}
