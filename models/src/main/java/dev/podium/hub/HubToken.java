package dev.podium.hub;

/**
 * What tells a hub who asks; it is sent to the hub and never shown.
 *
 * <p>Not a record, whose {@code toString} would show it.
 *
 * @since 0.1.0
 */
public final class HubToken {

    private final String value;
    private final String source;

    private HubToken(String value, String source) {
        this.value = value;
        this.source = source;
    }

    /**
     * A token as somebody stored it; white space around it is not part of it.
     *
     * @param source where it came from, for messages
     * @throws IllegalArgumentException if no token looks like this; the message does not quote it
     */
    public static HubToken of(String stored, String source) {
        String value = stored.strip();
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "The token in %s is empty or holds a character that no token has.\nMaybe it was copied with a line break."
                            .formatted(source));
        }
        return new HubToken(value, source);
    }

    /** The token itself, to be sent. */
    String value() {
        return value;
    }

    /** Where it came from, and nothing more. */
    @Override
    public String toString() {
        return "token from " + source;
    }
}
