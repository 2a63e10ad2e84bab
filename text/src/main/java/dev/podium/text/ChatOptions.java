package dev.podium.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a conversation is rendered.
 *
 * @param generationPrompt whether the text ends where the model's answer begins
 * @param continueFinalMessage whether the text ends with the last message's own end, so that the model goes on with it
 * @param tools descriptions of functions, as JSON objects; empty for none
 * @param variables further values for the template, for example {@code enable_thinking}
 * @since 0.1.0
 */
public record ChatOptions(
        boolean generationPrompt,
        boolean continueFinalMessage,
        List<Map<String, Object>> tools,
        Map<String, Object> variables) {

    /** The conversation and nothing more. */
    public static final ChatOptions PLAIN = new ChatOptions(false, false, List.of(), Map.of());

    /** The conversation, and the beginning of the model's answer. */
    public static final ChatOptions ANSWER = new ChatOptions(true, false, List.of(), Map.of());

    /** The conversation up to the end of what the model's last message says. */
    public static final ChatOptions CONTINUE = new ChatOptions(false, true, List.of(), Map.of());

    /** Checks that the two endings are not both wanted. */
    public ChatOptions {
        if (generationPrompt && continueFinalMessage) {
            throw new IllegalArgumentException(
                    "A chat cannot both begin an answer and go on with the last message.\nMaybe ChatOptions.CONTINUE alone.");
        }
        tools = List.copyOf(tools);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** The same with one more value for the template. */
    public ChatOptions with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(variables);
        more.put(name, value);
        return new ChatOptions(generationPrompt, continueFinalMessage, tools, more);
    }
}
