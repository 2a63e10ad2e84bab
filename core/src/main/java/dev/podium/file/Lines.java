package dev.podium.file;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The lines of a text file with their numbers, plain or gzip; what goes wrong is told as {@link BadDataException}. */
final class Lines implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final BufferedReader reader;
    private long number;
    private String current = "";

    private Lines(Path path, BufferedReader reader) {
        this.path = path;
        this.reader = reader;
    }

    static Lines of(Path path) {
        return new Lines(path, reader(path));
    }

    /** The text of a file, for formats that are not made of lines. */
    static BufferedReader reader(Path path) {
        // a decoder that replaces what it cannot read; see the package's own words on why
        return new BufferedReader(new InputStreamReader(open(path), StandardCharsets.UTF_8), BUFFER);
    }

    /** The bytes of a file, unzipped where they are gzip. */
    static InputStream open(Path path) {
        InputStream raw = null;
        try {
            if (Files.isDirectory(path)) {
                throw new BadDataException(path, 0, "", "This is a folder and not a file.", "Maybe name a file in it.");
            }
            raw = new BufferedInputStream(Files.newInputStream(path), BUFFER);
            raw.mark(2);
            boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return gzip ? new GZIPInputStream(raw, BUFFER) : raw;
        } catch (IOException e) {
            if (raw != null) {
                try {
                    raw.close();
                } catch (IOException closing) {
                    e.addSuppressed(closing);
                }
            }
            throw unreadable(path, 0, e);
        }
    }

    /** A writer in UTF-8 with line feeds; gzip where the name ends in {@code .gz}. */
    static BufferedWriter writer(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        var out = Files.newOutputStream(path);
        return new BufferedWriter(
                new OutputStreamWriter(
                        path.toString().endsWith(".gz") ? new GZIPOutputStream(out, BUFFER) : out,
                        StandardCharsets.UTF_8),
                BUFFER);
    }

    static BadDataException unreadable(Path path, long line, IOException e) {
        return switch (e) {
            case NoSuchFileException _ ->
                new BadDataException(path, 0, "", "There is no such file.", "Maybe the path is wrong.", e);
            case AccessDeniedException _ ->
                new BadDataException(path, 0, "", "This file may not be read.", "Maybe its permissions are wrong.", e);
            case EOFException _ ->
                new BadDataException(
                        path, line, "", "The gzip stream ends before its end.", "Maybe copy the file again.", e);
            case ZipException _ ->
                new BadDataException(path, line, "", "The gzip stream is damaged.", "Maybe copy the file again.", e);
            default ->
                new BadDataException(
                        path, line, "", "The file cannot be read: " + e.getMessage() + ".", "Maybe try again.", e);
        };
    }

    /** The next line without its end, or null after the last. A byte-order mark at the very start is dropped. */
    @Nullable
    String next() {
        try {
            String line = reader.readLine();
            if (line == null) {
                return null;
            }
            number++;
            current = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
            return current;
        } catch (IOException e) {
            throw unreadable(path, number + 1, e);
        }
    }

    /** The next line that is neither blank nor a comment of trec_eval 10 (its first character is #), or null. */
    @Nullable
    String nextData() {
        String line = next();
        while (line != null && (line.isBlank() || line.startsWith("#"))) {
            line = next();
        }
        return line;
    }

    Path path() {
        return path;
    }

    long number() {
        return number;
    }

    BadDataException bad(String law, String advice) {
        return new BadDataException(path, number, current, law, advice);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(path, number, e);
        }
    }
}
