package dev.podium.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One message of a conversation, as templates see it: members by name.
 *
 * @param members {@code role} and {@code content}, and what else the template knows; values are text, numbers, truth
 *     values, lists and maps
 * @since 0.1.0
 */
public record ChatMessage(Map<String, Object> members) {

    /** Copies the members. */
    public ChatMessage {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        if (!members.containsKey("role")) {
            throw new IllegalArgumentException(
                    "A chat message (members %s) must have a role.\nMaybe \"user\".".formatted(members.keySet()));
        }
    }

    /** A message with text. */
    public static ChatMessage of(String role, String content) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("role", Objects.requireNonNull(role));
        members.put("content", Objects.requireNonNull(content));
        return new ChatMessage(members);
    }

    /** What the user says. */
    public static ChatMessage user(String content) {
        return of("user", content);
    }

    /** What the model is told to be. */
    public static ChatMessage system(String content) {
        return of("system", content);
    }

    /** What the model said, or should go on with. */
    public static ChatMessage assistant(String content) {
        return of("assistant", content);
    }
}
