package dev.podium.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file holds what it must not hold, or cannot be read at all.
 *
 * @since 0.1.0
 */
public final class BadDataException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;
    private static final int SHOWN = 80;

    private final transient Path file;
    private final long line;

    /**
     * @param file that was read
     * @param line where, from 1; 0 if it concerns the whole file
     * @param text what stands there; shortened for the message
     * @param law that was broken, a sentence
     * @param advice what may help, a sentence
     */
    public BadDataException(Path file, long line, String text, String law, String advice) {
        this(file, line, text, law, advice, null);
    }

    /** The same, told by another exception. */
    public BadDataException(Path file, long line, String text, String law, String advice, @Nullable Throwable cause) {
        super(
                "%s%s: %s%s\n%s"
                        .formatted(
                                file,
                                line > 0 ? ", line " + line : "",
                                law,
                                text.isEmpty() ? "" : " Found: " + shortened(text),
                                advice),
                cause);
        this.file = file;
        this.line = line;
    }

    private static String shortened(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", " ");
        return printable.length() > SHOWN ? printable.substring(0, SHOWN) + "..." : printable;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** The line, from 1; 0 if it concerns the whole file. */
    public long line() {
        return line;
    }
}
