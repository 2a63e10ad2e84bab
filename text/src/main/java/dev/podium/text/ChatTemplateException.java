package dev.podium.text;

import org.jspecify.annotations.Nullable;

/**
 * A chat template cannot be read, fails, or refuses a conversation.
 *
 * @since 0.1.0
 */
public final class ChatTemplateException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final @Nullable String refusal;

    ChatTemplateException(String message, @Nullable String refusal, Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
    }

    /** What the template itself said, word for word, or null where the template is at fault. */
    public @Nullable String refusal() {
        return refusal;
    }
}
