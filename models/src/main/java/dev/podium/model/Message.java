package dev.podium.model;

import java.util.Objects;

/**
 * One turn of a conversation with a model: who speaks, and what is said.
 *
 * <p>Words alone, so that it can be sent to a service as well as be shown to a chat template.
 *
 * @param role who speaks
 * @param text what is said, may be empty
 * @since 0.1.0
 */
public record Message(Role role, String text) {
    public Message {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(text, "text");
    }

    /** What the model is told to be. */
    public static Message system(String text) {
        return new Message(Role.SYSTEM, text);
    }

    /** What it is asked. */
    public static Message user(String text) {
        return new Message(Role.USER, text);
    }

    /** What it answered, in an example or in an earlier turn. */
    public static Message assistant(String text) {
        return new Message(Role.ASSISTANT, text);
    }

    /** Who speaks. */
    public enum Role {
        /** Whoever sets the stage. */
        SYSTEM,
        /** Whoever asks. */
        USER,
        /** The model. */
        ASSISTANT
    }
}
