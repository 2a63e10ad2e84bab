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
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text file with their numbers, plain or gzip; what goes wrong is told as {@link BadDataException}.
 *
 * <p>A line ends at a line feed, before which a carriage return is dropped. A carriage return elsewhere is white space
 * inside the line, as passages cut from the web hold some; a {@link BufferedReader} would end the line there.
 */
final class Lines implements AutoCloseable, Spot {

    private static final int BUFFER = 1 << 16;
    private static final int MARK = 3; // bytes of a byte-order mark in UTF-8

    private final Path path;
    private final InputStream in;
    private byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long number;
    private long passed; // bytes of the stream before the buffer
    private long start;
    private int length;
    private String current = "";
    private boolean damaged;

    private Lines(Path path, InputStream in) {
        this.path = path;
        this.in = in;
    }

    static Lines of(Path path) {
        return new Lines(path, open(path));
    }

    /** The lines of a stream that is not zipped; the path is for messages. */
    static Lines of(Path path, InputStream in) {
        return new Lines(path, in);
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
            raw = Files.newInputStream(path);
            return unzipped(raw);
        } catch (IOException e) {
            close(raw, e);
            throw unreadable(path, 0, e);
        }
    }

    /** The bytes of a file as they are, from one on. */
    static InputStream openPlain(Path path, long from) {
        InputStream in = null;
        try {
            in = Files.newInputStream(path);
            in.skipNBytes(from);
            return in;
        } catch (IOException e) {
            close(in, e);
            throw unreadable(path, 0, e);
        }
    }

    private static void close(@Nullable InputStream in, IOException cause) {
        if (in != null) {
            try {
                in.close();
            } catch (IOException closing) {
                cause.addSuppressed(closing);
            }
        }
    }

    /** The bytes of a stream, unzipped where its first two say that they are gzip. */
    static InputStream unzipped(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
        in.mark(2);
        boolean gzip = isGzip(in);
        in.reset();
        return gzip ? new GZIPInputStream(in, BUFFER) : in;
    }

    /** Whether the next two bytes say gzip. */
    private static boolean isGzip(InputStream in) throws IOException {
        return in.read() == 0x1f && in.read() == 0x8b;
    }

    /** What a folder holds, by name. */
    static List<Path> folder(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            List<Path> sorted = new ArrayList<>();
            entries.forEach(sorted::add);
            sorted.sort(null);
            return sorted;
        } catch (IOException e) {
            throw unreadable(folder, 0, e);
        } catch (DirectoryIteratorException e) {
            throw unreadable(folder, 0, Objects.requireNonNull(e.getCause()));
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
            case NotDirectoryException _ ->
                new BadDataException(path, 0, "", "This is a file and not a folder.", "Maybe name its folder.", e);
            case NoSuchFileException _ ->
                new BadDataException(path, 0, "", "There is no such file or folder.", "Maybe the path is wrong.", e);
            case AccessDeniedException _ ->
                new BadDataException(
                        path,
                        0,
                        "",
                        "The permission to read this is missing.",
                        "Maybe ask its owner, or see ls -l.",
                        e);
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
        int end = position;
        while (true) {
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            if (end < limit) {
                return line(end, end + 1);
            }
            int searched = end - position;
            if (!fill()) {
                return position == limit ? null : line(limit, limit);
            }
            end = position + searched;
        }
    }

    private String line(int end, int next) {
        int stop = end > position && buffer[end - 1] == '\r' ? end - 1 : end;
        String line = new String(buffer, position, stop - position, StandardCharsets.UTF_8);
        // String decodes what is no UTF-8 to U+FFFD, which a file may also hold in earnest
        damaged = line.indexOf('\uFFFD') >= 0
                && !Arrays.equals(line.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(buffer, position, stop));
        start = passed + position;
        length = stop - position;
        position = next;
        number++;
        current = line;
        if (number == 1 && line.startsWith("\uFEFF")) {
            current = line.substring(1);
            start += MARK;
            length -= MARK;
        }
        return current;
    }

    /** Moves what is unread to the front and reads on; the buffer grows where one line fills it. False at the end. */
    private boolean fill() {
        passed += position;
        limit -= position;
        System.arraycopy(buffer, position, buffer, 0, limit);
        position = 0;
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.multiplyExact(2, limit));
        }
        try {
            int read = in.read(buffer, limit, buffer.length - limit);
            limit += Math.max(read, 0);
            return read >= 0;
        } catch (IOException e) {
            throw unreadable(path, number + 1, e);
        }
    }

    /** The next line that holds more than white space, or null. */
    @Nullable
    String nextText() {
        String line = next();
        while (line != null && line.isBlank()) {
            line = next();
        }
        return line;
    }

    /** The next line that is neither blank nor a comment of trec_eval 10 (its first character is #), or null. */
    @Nullable
    String nextData() {
        String line = nextText();
        while (line != null && line.stripLeading().startsWith("#")) {
            line = nextText();
        }
        return line;
    }

    /** The same where lines hold ids, which U+FFFD would make equal: bytes that are no UTF-8 are refused. */
    @Nullable
    String nextIds() {
        String line = nextData();
        if (line != null && damaged) {
            throw bad("This line is not UTF-8.", "Maybe it is Latin-1: convert it with iconv.");
        }
        return line;
    }

    Path path() {
        return path;
    }

    /** Where the last line begins, in bytes of the stream. */
    long start() {
        return start;
    }

    /** How many bytes it has, without its end. */
    int length() {
        return length;
    }

    long number() {
        return number;
    }

    /** The last line. */
    String current() {
        return current;
    }

    /** What is thrown for a file that holds nothing of what it should. */
    static BadDataException empty(Path path, String what) {
        return new BadDataException(
                path, 0, "", "The file holds no " + what + ".", "Maybe the command that wrote it failed.");
    }

    BadDataException empty(String what) {
        return empty(path, what);
    }

    @Override
    public BadDataException bad(String law, String advice) {
        return new BadDataException(path, number, current, law, advice);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(path, number, e);
        }
    }
}
