package dev.podium.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads the key-value part of a GGUF file, every type of the specification. */
final class GgufMetadata {

    /** Key, type and the shortest value: 8 + 4 + 1 bytes. */
    private static final int SHORTEST = 13;

    /** The specification sets no limit to arrays of arrays; without one, a small file could exhaust the stack. */
    private static final int DEEPEST = 8;

    private final Path file;
    private final GgufCursor cursor;

    GgufMetadata(Path file, GgufCursor cursor) {
        this.file = file;
        this.cursor = cursor;
    }

    /** The bytes that the shortest entry takes, to hold a count against. */
    static int shortest() {
        return SHORTEST;
    }

    SequencedMap<String, MetaValue> read(long count) {
        SequencedMap<String, MetaValue> values = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            String key = cursor.name("a metadata key");
            MetaValue value = value(type(key), key, 0);
            if (values.putIfAbsent(key, value) != null) {
                throw BrokenLaw.damaged(file, "A metadata key must stand once, and \"%s\" stands twice.", key);
            }
        }
        return values;
    }

    private MetaType type(String key) {
        int number = cursor.u32("The type of \"" + key + "\"");
        return MetaType.of(number)
                .orElseThrow(() -> BrokenLaw.damaged(
                        file, "The type of \"%s\" (%s) must be in [0, 12].", key, Integer.toUnsignedString(number)));
    }

    private MetaValue value(MetaType type, String key, int depth) {
        return switch (type) {
            case TEXT -> new MetaValue.Text(cursor.text("\"" + key + "\""));
            case ARRAY -> array(key, depth + 1);
            case BOOL -> new MetaValue.Flag(truths(key, 1).get(ValueLayout.JAVA_BYTE, 0) != 0);
            case F32, F64 -> new MetaValue.Real(type, number(type, key).real(0));
            case U8, I8, U16, I16, U32, I32, U64, I64 ->
                new MetaValue.Whole(type, number(type, key).whole(0));
        };
    }

    private Numbers number(MetaType type, String key) {
        return new Numbers(type, cursor.bytes(type.bytes(), "\"" + key + "\""));
    }

    private MetaValue array(String key, int depth) {
        if (depth > DEEPEST) {
            throw BrokenLaw.damaged(file, "The arrays of \"%s\" must be at most %d deep.", key, DEEPEST);
        }
        MetaType type = type(key);
        String what = "The length of array \"" + key + "\"";
        return switch (type) {
            case TEXT -> {
                int size = size(key, cursor.count(what, Long.BYTES));
                List<String> texts = new ArrayList<>(size);
                for (int i = 0; i < size; i++) {
                    texts.add(cursor.text("a text of \"" + key + "\""));
                }
                yield new MetaValue.Texts(texts);
            }
            case ARRAY -> {
                int size = size(key, cursor.count(what, Integer.BYTES + Long.BYTES));
                List<MetaValue> arrays = new ArrayList<>(size);
                for (int i = 0; i < size; i++) {
                    arrays.add(array(key, depth + 1));
                }
                yield new MetaValue.Nested(arrays);
            }
            case BOOL -> new Numbers(type, truths(key, cursor.count(what, 1)));
            case F32, F64, U8, I8, U16, I16, U32, I32, U64, I64 -> {
                long size = cursor.count(what, type.bytes());
                yield new Numbers(type, cursor.bytes(size(key, size * type.bytes()), "\"" + key + "\""));
            }
        };
    }

    private MemorySegment truths(String key, long count) {
        MemorySegment bytes = cursor.bytes(size(key, count), "\"" + key + "\"");
        for (long i = 0; i < count; i++) {
            int value = bytes.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
            if (value > 1) {
                throw BrokenLaw.damaged(file, "A truth value of \"%s\" (%d) must be 0 or 1.", key, value);
            }
        }
        return bytes;
    }

    private int size(String key, long size) {
        if (size > Integer.MAX_VALUE - 8) {
            throw BrokenLaw.damaged(file, "The size of \"%s\" (%d) must be less than 2^31.", key, size);
        }
        return (int) size;
    }
}
