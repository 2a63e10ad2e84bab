package dev.podium.file;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The lines of a TREC run as places in a buffer of bytes: a run of a million lines is read without a million Strings.
 *
 * <p>Splits as trec_eval 10 does (get_trec_results.c): columns at the white space of C's isspace, blank lines and lines
 * whose first character is # left out, whatever follows the sixth column ignored. Departs from it where it would read
 * a word as the number 0.
 */
final class RunLines implements AutoCloseable {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ABOVE_BLANK = 0x2121212121212121L;
    private static final int SPARE = Long.BYTES; // so that a word can be read at every place
    private static final int CHUNK = 1 << 18;

    private final Path path;
    private final InputStream in;
    private final long to;
    private long passed; // bytes of the file before the buffer
    private byte[] buffer = new byte[CHUNK + SPARE];
    private int position;
    private int limit; // a line feed stands here, so every search ends
    private boolean atEnd;
    private boolean ascii; // all of the buffer, as nearly always; else each line is looked at
    private long number;

    private int lineStart;
    private int queryStart;
    private int queryEnd;
    private int documentStart;
    private int documentEnd;
    private int tagStart;
    private int tagEnd;
    private double score;
    private String tag = "";

    private byte[] last = new byte[SPARE]; // the query that began last
    private int lastLength;

    private RunLines(Path path, InputStream in, long from, long to) {
        this.path = path;
        this.in = in;
        this.passed = from;
        this.to = to;
        buffer[0] = '\n';
        fill();
        if (from == 0
                && limit >= 3
                && buffer[0] == (byte) 0xEF
                && buffer[1] == (byte) 0xBB
                && buffer[2] == (byte) 0xBF) {
            position = 3;
        }
    }

    /** The lines of a file, plain or gzip. */
    static RunLines of(Path path) {
        return new RunLines(path, Lines.open(path), 0, Long.MAX_VALUE);
    }

    /** What stands at {@code [from, to)} of a plain file; numbers of lines count from there. */
    static RunLines within(Path path, long from, long to) {
        return new RunLines(path, Lines.openPlain(path, from), from, to);
    }

    /** Leaves out what is left of the line that the first byte is in. */
    void skipLine() {
        position = Math.min(lineFeed(position) + 1, limit);
    }

    /** Where this line begins, in bytes of the file. */
    long offset() {
        return passed + lineStart;
    }

    /** Moves to the next line of six columns; false after the last. */
    boolean next() {
        while (true) {
            int i = blanks(position);
            if (i == limit && !atEnd) {
                fill();
                continue;
            }
            if (i == limit) {
                return false;
            }
            if (buffer[i] == '\n') {
                number++;
                position = i + 1;
            } else if (buffer[i] == '#') {
                int end = lineFeed(i);
                if (end == limit && !atEnd) {
                    fill();
                } else {
                    number++;
                    position = Math.min(end + 1, limit);
                }
            } else if (columns(i)) {
                return true;
            } else {
                fill();
            }
        }
    }

    /** Finds the columns of the line at {@code start}; false if the buffer ends within the line. */
    private boolean columns(int start) {
        int before = position;
        queryStart = start;
        queryEnd = word(start);
        int i = word(blanks(queryEnd));
        documentStart = blanks(i);
        documentEnd = word(documentStart);
        i = word(blanks(documentEnd));
        int scoreStart = blanks(i);
        int scoreEnd = word(scoreStart);
        int sixth = blanks(scoreEnd);
        int afterSixth = word(sixth);
        int end = lineFeed(afterSixth);
        if (end == limit && !atEnd) {
            return false;
        }
        number++;
        lineStart = before;
        position = Math.min(end + 1, limit);
        if (!ascii && !isAscii(start, afterSixth) && !isUtf8(start, afterSixth)) {
            throw bad("This line is not UTF-8.", "Maybe it is Latin-1: convert it with iconv.");
        }
        tagStart = sixth; // only now: a line that is not all there must not pass for the last one
        tagEnd = afterSixth;
        if (tagStart == tagEnd) {
            int count = Columns.of(text(start, end)).size();
            throw bad(
                    "A line of a run has six columns, this one has " + count + ".",
                    "Write: query Q0 document rank score tag.");
        }
        score = Decimal.parse(buffer, scoreStart, scoreEnd);
        if (!Double.isFinite(score)) {
            throw bad(
                    "The fifth column of a run is the score, a finite decimal number, not \"%s\"."
                            .formatted(text(scoreStart, scoreEnd)),
                    "Maybe columns are missing or in another order, or the model that scored overflowed.");
        }
        return true;
    }

    // the white space of C's isspace without the line feed, which ends the search
    private int blanks(int from) {
        int i = from;
        while (buffer[i] == ' ' || (buffer[i] >= '\t' && buffer[i] <= '\r' && buffer[i] != '\n')) {
            i++;
        }
        return i;
    }

    /** Where the word that begins at {@code from} ends, found eight bytes at a time. */
    private int word(int from) {
        int i = from;
        while (true) {
            long eight = (long) LONG.get(buffer, i);
            long low = (eight - ABOVE_BLANK) & ~eight & HIGH_BITS; // its lowest bit: the first byte up to ' '
            if (low == 0) {
                i += Long.BYTES;
                continue;
            }
            i += Long.numberOfTrailingZeros(low) / Byte.SIZE;
            if (buffer[i] == ' ' || (buffer[i] >= '\t' && buffer[i] <= '\r')) {
                return i;
            }
            i++;
        }
    }

    private int lineFeed(int from) {
        int i = from;
        while (buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Moves what is unread to the front and reads on; the buffer grows where one line fills it. */
    private void fill() {
        tag(); // before its bytes move away
        int kept = limit - position;
        if (kept + SPARE >= buffer.length - 1) {
            buffer = Arrays.copyOf(buffer, Math.addExact(buffer.length, buffer.length));
        }
        System.arraycopy(buffer, position, buffer, 0, kept);
        passed += position;
        position = 0;
        limit = kept;
        try {
            int wanted = (int) Math.min(buffer.length - SPARE - limit, to - passed - limit);
            int read = wanted == 0 ? -1 : in.read(buffer, limit, wanted);
            atEnd = read < 0;
            limit += Math.max(read, 0);
        } catch (IOException e) {
            throw Lines.unreadable(path, number + 1, e);
        }
        buffer[limit] = '\n';
        ascii = isAscii(0, limit);
        tagStart = 0;
        tagEnd = 0;
    }

    /** The score of this line, finite. */
    double score() {
        return score;
    }

    /** The query's id of this line. */
    String query() {
        return text(queryStart, queryEnd);
    }

    /** Whether this line begins a query: its id is another than when this was asked last. */
    boolean beginsQuery() {
        int length = queryEnd - queryStart;
        if (length == lastLength && hasWords(last, length)) {
            return false;
        }
        if (last.length < length + SPARE) {
            last = new byte[2 * length + SPARE];
        }
        System.arraycopy(buffer, queryStart, last, 0, length);
        lastLength = length;
        return true;
    }

    private boolean hasWords(byte[] id, int length) {
        for (int i = 0; i < length; i += Long.BYTES) {
            if (word(buffer, queryStart + i, queryEnd) != word(id, i, length)) {
                return false;
            }
        }
        return true;
    }

    /** The document's id of this line. */
    String document() {
        return text(documentStart, documentEnd);
    }

    /** How many bytes the document's id of this line has. */
    int documentLength() {
        return documentEnd - documentStart;
    }

    /** Copies the document's id to {@code target[at, ...)}, which is at least a word longer than that. */
    void copyDocument(byte[] target, int at) {
        int length = documentEnd - documentStart;
        if (length <= 16 && documentStart + 16 <= buffer.length && at + 16 <= target.length) {
            LONG.set(target, at, (long) LONG.get(buffer, documentStart));
            LONG.set(target, at + 8, (long) LONG.get(buffer, documentStart + 8));
        } else {
            System.arraycopy(buffer, documentStart, target, at, length);
        }
    }

    /** The hash of the document's id of this line, the same as {@link #hash} of its bytes. */
    long documentHash() {
        return hash(buffer, documentStart, documentEnd);
    }

    /** Mixes the bytes, eight at a time; {@code bytes} goes on for at least a word. */
    static long hash(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        for (int i = from; i < to; i += Long.BYTES) {
            hash = (hash ^ word(bytes, i, to)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    private static long word(byte[] bytes, int at, int to) {
        long word = (long) LONG.get(bytes, at);
        return to - at >= Long.BYTES ? word : word & ((1L << (8 * (to - at))) - 1);
    }

    /** The tag of the last line read, as trec_eval takes it; empty before the first. */
    String tag() {
        if (tagEnd > tagStart) {
            tag = text(tagStart, tagEnd);
        }
        return tag;
    }

    private boolean isAscii(int from, int to) {
        long seen = 0;
        for (int i = from; i < to; i += Long.BYTES) {
            seen |= (long) LONG.get(buffer, i); // up to seven bytes more, which can only cost another look
        }
        return (seen & HIGH_BITS) == 0;
    }

    private boolean isUtf8(int from, int to) {
        String text = text(from, to);
        return text.indexOf('\uFFFD') < 0
                || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(buffer, from, to));
    }

    private String text(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }

    /** The line, from 1. */
    long number() {
        return number;
    }

    BadDataException twice() {
        return bad(
                "Document \"%s\" stands twice for query \"%s\".".formatted(document(), query()),
                "Maybe two runs were joined: fuse them instead.");
    }

    BadDataException bad(String law, String advice) {
        return new BadDataException(
                path, number, text(lineStart, lineFeed(lineStart)).strip(), law, advice);
    }

    /** What is thrown for a file without a line. */
    BadDataException empty() {
        return Lines.empty(path, "line of a run");
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw Lines.unreadable(path, number, e);
        }
    }
}
