package dev.podium.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The hash that a hub announces as a file's {@code ETag}, and that names its blob: SHA-256 for large files, and git's own for
 * small ones.
 *
 * @param hex 64 or 40 hexadecimal digits
 */
record ContentHash(String hex) {

    /** Reads an {@code ETag}, quoted or not, weak or not; null if it is neither hash, so that nothing could be checked. */
    static @Nullable ContentHash of(@Nullable String etag) {
        if (etag == null) {
            return null;
        }
        String hex = etag.replaceFirst("^W/", "").replace("\"", "");
        return hex.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? new ContentHash(hex) : null;
    }

    /** The same hash of a file. */
    ContentHash ofFile(Path file) throws IOException {
        MessageDigest digest = digest();
        if (hex.length() == 40) {
            // A blob of git is hashed with its kind and length in front.
            digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return new ContentHash(HexFormat.of().formatHex(digest.digest()));
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(hex.length() == 64 ? "SHA-256" : "SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256 and SHA-1, and this one has not.", e);
        }
    }

    @Override
    public String toString() {
        return (hex.length() == 64 ? "SHA-256 " : "git blob ") + hex;
    }
}
