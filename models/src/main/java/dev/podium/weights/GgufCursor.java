package dev.podium.weights;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A place in a mapped GGUF file that moves on as values are read, and never past its end.
 *
 * <p>Every count is held against the bytes that are left before anything of that size is made, so a file of a hundred bytes cannot
 * ask for a gigabyte.
 */
final class GgufCursor {

    private final Path file;
    private final MemorySegment mapped;
    private long position;

    GgufCursor(Path file, MemorySegment mapped, long position) {
        this.file = file;
        this.mapped = mapped;
        this.position = position;
    }

    long position() {
        return position;
    }

    int u32(String what) {
        return mapped.get(Little.INT, take(4, what));
    }

    /** A count of things of at least so many bytes each. */
    long count(String what, long bytesEach) {
        long count = mapped.get(Little.LONG, take(8, what));
        long left = mapped.byteSize() - position;
        if (count < 0 || count > left / bytesEach) {
            throw BrokenLaw.damaged(
                    file,
                    "%s (%s) must fit into what is left of the file (%d bytes from byte %d, at least %d each).",
                    what,
                    Long.toUnsignedString(count),
                    left,
                    position,
                    bytesEach);
        }
        return count;
    }

    long i64(String what) {
        return mapped.get(Little.LONG, take(8, what));
    }

    /** So many bytes, where they lie. */
    MemorySegment bytes(long size, String what) {
        return mapped.asSlice(take(size, what), size);
    }

    /** A text after its length; what is not UTF-8 in it becomes U+FFFD. */
    String text(String what) {
        return new String(textBytes(what), StandardCharsets.UTF_8);
    }

    /** A name after its length, which must be UTF-8: two names must not become one. */
    String name(String what) {
        byte[] bytes = textBytes(what);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw BrokenLaw.damaged(
                    file, "The text of %s (%s) must be UTF-8.", what, new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private byte[] textBytes(String what) {
        long length = count("The length of " + what, 1);
        if (length > Integer.MAX_VALUE - 8) {
            throw BrokenLaw.damaged(file, "The length of %s (%d) must be less than 2^31.", what, length);
        }
        return bytes(length, what).toArray(JAVA_BYTE);
    }

    private long take(long size, String what) {
        if (size > mapped.byteSize() - position) {
            throw BrokenLaw.damaged(
                    file,
                    "%s (%d bytes from byte %d) must be within the file (%d bytes).",
                    what,
                    size,
                    position,
                    mapped.byteSize());
        }
        long at = position;
        position += size;
        return at;
    }
}
