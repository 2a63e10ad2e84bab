package dev.podium.retrieve;

import dev.podium.Candidate;
import dev.podium.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;

/**
 * A candidate's content and fields as bytes, and back without a loss.
 *
 * <p>A string is its UTF-8, or its UTF-16 where it holds half a surrogate pair: UTF-8 has no form for that, and what
 * comes back must equal what went in. Layout: a kind, then strings, each a variable-length {@code length * 2 + (1 if
 * UTF-16)} and its bytes.
 */
final class StoredCandidate {

    private static final byte TEXT = 0;
    private static final byte CODE = 1;
    private static final byte ITEM = 2;
    private static final byte HISTORY = 3;
    private static final byte MIXED = 4;

    /** A text of unknown language, which is the usual one and not worth a string each. */
    private static final byte PLAIN = 5;

    private static final String UNKNOWN = "und";

    private byte[] bytes = new byte[1024];
    private int length;

    /**
     * The bytes of one candidate, less its id; valid until the next call on this object.
     *
     * @throws IllegalArgumentException if the content is of a kind that an index cannot give back
     */
    BytesRef write(Candidate candidate) {
        length = 0;
        write(candidate.content(), candidate.id());
        writeInt(candidate.fields().size());
        candidate.fields().forEach((name, value) -> {
            write(name);
            write(value);
        });
        return new BytesRef(bytes, 0, length);
    }

    static Candidate read(String id, BytesRef stored) {
        var in = new Input(stored);
        Content content = readContent(in);
        int size = in.readInt();
        Map<String, String> fields = size == 0 ? Map.of() : LinkedHashMap.newLinkedHashMap(size);
        for (int i = 0; i < size; i++) {
            String name = readString(in);
            fields.put(name, readString(in));
        }
        return new Candidate(id, content, fields);
    }

    private void write(Content content, String id) {
        switch (content) {
            case Content.Text(String title, String body, String language)
            when language.equals(UNKNOWN) -> write(PLAIN, title, body);
            case Content.Text(String title, String body, String language) -> write(TEXT, title, body, language);
            case Content.Code(String source, String language) -> write(CODE, source, language);
            case Content.Item(String title) -> write(ITEM, title);
            case Content.History(List<Content.Item> items) -> {
                writeByte(HISTORY);
                writeInt(items.size());
                items.forEach(item -> write(item.title()));
            }
            case Content.Mixed(List<Content> parts) -> {
                writeByte(MIXED);
                writeInt(parts.size());
                parts.forEach(part -> write(part, id));
            }
            case Content.Stored stored -> write(stored.text(), id);
            case Content.Custom _, Content.Image _, Content.Molecule _, Content.Peptide _, Content.Spectrum _ ->
                throw new IllegalArgumentException(
                        "Candidate \"%s\" holds a %s, which a BM25 index cannot give back.\nMaybe index a Text in its place and keep the rest in a map by id."
                                .formatted(id, content.getClass().getSimpleName()));
        }
    }

    private static Content readContent(Input in) {
        byte kind = in.readByte();
        return switch (kind) {
            case PLAIN -> new Content.Text(readString(in), readString(in), UNKNOWN);
            case TEXT -> new Content.Text(readString(in), readString(in), readString(in));
            case CODE -> new Content.Code(readString(in), readString(in));
            case ITEM -> new Content.Item(readString(in));
            case HISTORY -> {
                List<Content.Item> items = new ArrayList<>();
                for (int left = in.readInt(); left > 0; left--) {
                    items.add(new Content.Item(readString(in)));
                }
                yield new Content.History(items);
            }
            case MIXED -> {
                List<Content> parts = new ArrayList<>();
                for (int left = in.readInt(); left > 0; left--) {
                    parts.add(readContent(in));
                }
                yield new Content.Mixed(parts);
            }
            default ->
                throw new IndexUnavailableException(
                        "A document of the index is of a kind (%d) this version does not know.".formatted(kind));
        };
    }

    private void write(byte kind, String... strings) {
        writeByte(kind);
        for (String string : strings) {
            write(string);
        }
    }

    private void write(String string) {
        boolean utf8 = isWellFormed(string);
        byte[] encoded = utf8 ? string.getBytes(StandardCharsets.UTF_8) : utf16(string);
        writeInt(Math.addExact(Math.multiplyExact(encoded.length, 2), utf8 ? 0 : 1));
        require(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
    }

    private static String readString(Input in) {
        int header = in.readInt();
        int length = header >>> 1;
        int from = in.skip(length);
        if ((header & 1) == 0) {
            return new String(in.bytes, from, length, StandardCharsets.UTF_8);
        }
        char[] chars = new char[length / 2];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) ((in.bytes[from + 2 * i] & 0xff) << 8 | (in.bytes[from + 2 * i + 1] & 0xff));
        }
        return new String(chars);
    }

    /** By hand, because the JDK's encoders replace half a pair in UTF-16 as well. */
    private static byte[] utf16(String string) {
        byte[] encoded = new byte[Math.multiplyExact(string.length(), 2)];
        for (int i = 0; i < string.length(); i++) {
            encoded[2 * i] = (byte) (string.charAt(i) >>> 8);
            encoded[2 * i + 1] = (byte) string.charAt(i);
        }
        return encoded;
    }

    /** Whether every surrogate has its other half. */
    static boolean isWellFormed(String string) {
        for (int i = 0; i < string.length(); i++) {
            if (Character.isSurrogate(string.charAt(i))) {
                if (i + 1 == string.length() || !Character.isSurrogatePair(string.charAt(i), string.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private void writeByte(byte value) {
        require(1);
        bytes[length++] = value;
    }

    /** Seven bits a byte, lowest first; the eighth says that more follow. */
    private void writeInt(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            writeByte((byte) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        writeByte((byte) rest);
    }

    private void require(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = ArrayUtil.grow(bytes, needed);
        }
    }

    /** Where reading stands. */
    private static final class Input {
        private final byte[] bytes;
        private int at;

        Input(BytesRef stored) {
            bytes = stored.bytes;
            at = stored.offset;
        }

        byte readByte() {
            return bytes[at++];
        }

        int readInt() {
            byte next = readByte();
            int value = next & 0x7f;
            for (int shift = 7; next < 0; shift += 7) {
                next = readByte();
                value |= (next & 0x7f) << shift;
            }
            return value;
        }

        /** The place of so many bytes, which are then behind. */
        int skip(int length) {
            int from = at;
            at += length;
            return from;
        }
    }
}
