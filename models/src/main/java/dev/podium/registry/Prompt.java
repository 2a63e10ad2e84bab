package dev.podium.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A part of a published prompt, known by its text or at least by its fingerprint.
 *
 * @param name which part, or what it was rendered for
 * @param length characters
 * @param sha256 the first 16 hexadecimal digits of the hash of its UTF-8
 * @param text exactly as the checkpoint needs it; null where only the fingerprint is recorded
 * @since 0.1.0
 */
public record Prompt(
        String name, int length, String sha256, @Nullable String text) {

    /** Checks that a text has its fingerprint. */
    public Prompt {
        if (text != null && !(text.length() == length && fingerprint(text).equals(sha256))) {
            throw new IllegalArgumentException("The prompt \"%s\" has the fingerprint %d/%s but must have %d/%s."
                    .formatted(name, text.length(), fingerprint(text), length, sha256));
        }
    }

    /** Whether a text that somebody rendered is this one, to the letter. */
    public boolean matches(String rendered) {
        return rendered.length() == length && fingerprint(rendered).equals(sha256);
    }

    private static String fingerprint(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256, and this one has not.", e);
        }
    }
}
