package dev.podium.file;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;

/** Files for tests, and what is expected of those that cannot be read. */
final class Scratch {

    private Scratch() {}

    static Path file(Path folder, String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** The first half of a gzip file. */
    static Path truncated(Path folder, String name, String text) throws IOException {
        byte[] whole = gzip(text);
        return Files.write(folder.resolve(name), Arrays.copyOf(whole, whole.length / 2));
    }

    static ThrowableAssertAlternative<BadDataException> refuses(ThrowingCallable reading) {
        return assertThatExceptionOfType(BadDataException.class).isThrownBy(reading);
    }
}
