package dev.podium.model;

import java.util.List;
import java.util.Set;

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

    /**
     * Answers prompts of named parts, cut where they are too long as their parts allow.
     *
     * <p>A conversation whose last turn is the assistant's is the begin of the answer, which is gone on with and not repeated. A
     * model that knows its own tokens tells what it read of each part; one that does not is sent the whole text.
     *
     * @param prompts any number; those that begin alike are read once where the back end can
     * @return one a prompt, in their order
     * @throws IllegalArgumentException if the model does not read the form of a prompt, or cannot do what an option asks
     * @throws ModelUnavailableException if the model fails; no text is made up
     * @throws ProviderException if the service that runs the model fails
     */
    default List<Generated> write(List<Prompt> prompts, GenerationOptions options) {
        return prompts.stream()
                .map(prompt -> switch (prompt.form()) {
                    case CHAT -> chat(List.of(prompt.turns()), options).getFirst();
                    case PLAIN -> complete(List.of(prompt.text()), options).getFirst();
                    case FUSED ->
                        throw new IllegalArgumentException(
                                "This model reads no texts apart that are fused in its decoder.\nMaybe use an encoder-decoder in process, with torch:.");
                })
                .toList();
    }

    /** The forms of prompt that the model reads. */
    default Set<Prompt.Form> forms() {
        return Set.of(Prompt.Form.CHAT, Prompt.Form.PLAIN);
    }

    /** Whether the model can be held to an {@link AnswerForm}. */
    default boolean constrains() {
        return false;
    }
}
