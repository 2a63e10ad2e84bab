package dev.podium.file;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Lines that stay on disk: walked once, and read again by their place whenever somebody asks.
 *
 * <p>What is kept of a line is where it stands, so 100,000 long ones take the memory of 100,000 short ones. A plain file is
 * read where it lies. What cannot be read twice (gzip, a pipe) is copied to a temporary file, which is gone when this is
 * closed or the process ends. A line that is no longer what it was when walked is an error, never another text.
 *
 * <pre>{@code
 * try (StoredLines lines = StoredLines.open(path)) {
 *     List<StoredLines.Line> all = new ArrayList<>();
 *     for (StoredLines.Line line = lines.next(); line != null; line = lines.next()) {
 *         all.add(line);
 *     }
 *     System.out.println(all.getLast().text());
 * }
 * }</pre>
 *
 * <p>Walk by one thread; once walked, lines may be read by several. A thread that is interrupted while it reads closes the
 * file for all of them, as the JDK's channels do.
 *
 * @since 0.1.0
 */
public final class StoredLines implements AutoCloseable {

    private final Path path;
    private final Lines lines;
    private final FileChannel channel;

    private StoredLines(Path path, Lines lines, FileChannel channel) {
        this.path = path;
        this.lines = lines;
        this.channel = channel;
    }

    /**
     * Opens a file, plain or gzip.
     *
     * @throws BadDataException if there is none, or it cannot be read
     */
    public static StoredLines open(Path path) {
        InputStream in = Lines.open(path);
        if (Files.isRegularFile(path) && !(in instanceof GZIPInputStream)) {
            try {
                return new StoredLines(path, Lines.of(path, in), FileChannel.open(path));
            } catch (IOException e) {
                throw Lines.unreadable(path, 0, e);
            }
        }
        return copied(in, path);
    }

    /** Whether the lines of a file can be read where they lie, without a copy of them. */
    static boolean readsInPlace(Path path) {
        if (!Files.isRegularFile(path)) {
            return false; // of a pipe, two bytes looked at would be two bytes lost
        }
        try (InputStream in = Lines.open(path)) {
            return !(in instanceof GZIPInputStream);
        } catch (IOException e) {
            throw Lines.unreadable(path, 0, e);
        }
    }

    /**
     * Opens a stream, plain or gzip, by way of a temporary file.
     *
     * @param name for messages
     * @throws BadDataException if it cannot be read
     */
    public static StoredLines of(InputStream in, Path name) {
        try {
            return copied(Lines.unzipped(in), name);
        } catch (IOException e) {
            throw Lines.unreadable(name, 0, e);
        }
    }

    private static StoredLines copied(InputStream in, Path name) {
        try {
            Path copy = Files.createTempFile("podium", ".lines");
            FileChannel channel = FileChannel.open(
                    copy, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            return new StoredLines(name, Lines.of(name, new Copying(in, channel)), channel);
        } catch (IOException e) {
            throw uncopied(e);
        }
    }

    private static UncheckedIOException uncopied(IOException e) {
        return new UncheckedIOException(new IOException(
                "What can be read once only could not be copied to %s: %s.\nMaybe the disk is full, or set java.io.tmpdir to another folder."
                        .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()),
                e));
    }

    /**
     * The next line that holds more than white space, or null after the last.
     *
     * @throws BadDataException if the file cannot be read on
     */
    public @Nullable Line next() {
        String text = lines.nextText();
        return text == null
                ? null
                : new Line(lines.start(), lines.length(), text.hashCode(), Math.toIntExact(lines.number()));
    }

    private String read(Line line) {
        if (line.number == lines.number()) { // whoever walks looks at it at once
            return lines.current();
        }
        ByteBuffer bytes = ByteBuffer.allocate(line.length);
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, line.start + bytes.position()) < 0) {
                    throw new EOFException();
                }
            }
        } catch (EOFException e) {
            throw changed(line);
        } catch (IOException e) {
            throw Lines.unreadable(path, line.number, e);
        }
        String text = new String(bytes.array(), StandardCharsets.UTF_8);
        if (text.hashCode() != line.hash) {
            throw changed(line);
        }
        return text;
    }

    private BadDataException changed(Line line) {
        return new BadDataException(
                path,
                line.number,
                "",
                "The file changed while it was in use.",
                "Maybe wait until what writes it is done.");
    }

    /** Closes the file, and lets go of the copy if there is one; its lines can no longer be read. */
    @Override
    public void close() {
        lines.close();
        try {
            channel.close();
        } catch (IOException e) {
            throw Lines.unreadable(path, 0, e);
        }
    }

    /** One line. */
    public final class Line {
        private final long start;
        private final int length;
        private final int hash;
        private final int number;

        private Line(long start, int length, int hash, int number) {
            this.start = start;
            this.length = length;
            this.hash = hash;
            this.number = number;
        }

        /** Its place in the file, from 1; blank lines count. */
        public int number() {
            return number;
        }

        /**
         * Reads it, without its end.
         *
         * @throws BadDataException if the file changed since, or cannot be read
         */
        public String text() {
            return read(this);
        }

        /** The error that this line is not what it should be. */
        public BadDataException bad(String law, String advice) {
            return new BadDataException(path, number, text(), law, advice);
        }
    }

    /** Writes down what is read through it. */
    private static final class Copying extends FilterInputStream {
        private final FileChannel copy;

        Copying(InputStream in, FileChannel copy) {
            super(in);
            this.copy = copy;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            if (read > 0) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, from, read);
                try {
                    while (bytes.hasRemaining()) {
                        copy.write(bytes);
                    }
                } catch (IOException e) {
                    throw uncopied(e);
                }
            }
            return read;
        }
    }
}
