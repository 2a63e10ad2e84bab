package dev.podium.remote;

/**
 * A key that is sent and never shown.
 *
 * <p>Not a record, whose {@code toString} would show it.
 */
final class Secret {

    /** For services that ask for none. */
    static final Secret NONE = new Secret("", "");

    private final String value;
    private final String source;

    private Secret(String value, String source) {
        this.value = value;
        this.source = source;
    }

    /**
     * A key as somebody stored it; white space around it is not part of it.
     *
     * @param source where it came from, for messages
     */
    static Secret of(String stored, String source) {
        String value = stored.strip();
        // Checked here, because the HTTP client would quote a header that it refuses.
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "The key in %s is empty or holds a character that no key has.\nMaybe it was copied with a line break."
                            .formatted(source));
        }
        return new Secret(value, source);
    }

    boolean isNone() {
        return value.isEmpty();
    }

    /** The key itself, to be sent. */
    String value() {
        return value;
    }

    /** Where it came from. */
    String source() {
        return source;
    }

    /** A text without the key in it: services quote what they were sent. */
    String hiddenIn(String text) {
        return isNone() ? text : text.replace(value, "***");
    }

    @Override
    public String toString() {
        return isNone() ? "no key" : "key from " + source;
    }
}
