package dev.podium.text.jinja;

import org.jspecify.annotations.Nullable;

/**
 * A template is not understood, fails, or refuses what it was given.
 *
 * @since 0.1.0
 */
public final class JinjaException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final int line;
    private final @Nullable String refusal;

    private JinjaException(String message, int line, @Nullable String refusal) {
        super(message);
        this.line = line;
        this.refusal = refusal;
    }

    static JinjaException at(int line, String trouble) {
        return new JinjaException("Line %d of the template: %s".formatted(line, trouble), line, null);
    }

    static JinjaException refusal(int line, String reason) {
        return new JinjaException("The template (line %d) refuses: %s".formatted(line, reason), line, reason);
    }

    /** The line of the template, from 1. */
    public int line() {
        return line;
    }

    /** What the template itself said by {@code raise_exception}, or null where the template is at fault. */
    public @Nullable String refusal() {
        return refusal;
    }
}
