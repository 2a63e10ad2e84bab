package dev.podium.weights;

import dev.podium.file.BadDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The header of a safetensors file: what lies where, and that it can.
 *
 * <p>The file is the header's length (8 bytes), the header (JSON: name to dtype, shape, data_offsets; {@code __metadata__} to
 * texts) and the data. Its laws, all checked before anything is read: the header is at most 100 MB and within the file, begins with
 * a brace, names nothing twice; shape and dtype fill the offsets exactly; the tensors follow one another without gap or overlap
 * and end with the file.
 *
 * <p>Source: the format section of the safetensors README, and {@code SafeTensors::read_metadata} of its crate.
 *
 * @param tensors in the order of the header
 * @param metadata of {@code __metadata__}
 */
record SafetensorsHeader(SequencedMap<String, TensorView> tensors, SequencedMap<String, MetaValue> metadata) {

    /** The reference reader's limit: a longer header is an attack on memory, or no header. */
    static final long LONGEST = 100_000_000;

    static final String METADATA = "__metadata__";

    private static final int PREFIX = 8;

    private record Entry(String name, DType type, Shape shape, long begin, long end) {}

    /**
     * Reads the header of a mapped file.
     *
     * @throws BadDataException if a law is broken
     */
    static SafetensorsHeader read(Path file, MemorySegment mapped) {
        long length = length(file, mapped);
        MemorySegment data = mapped.asSlice(PREFIX + length);
        List<Entry> entries = new ArrayList<>();
        SequencedMap<String, MetaValue> metadata = new LinkedHashMap<>();
        try (StrictJson json = new StrictJson(file, mapped.asSlice(PREFIX, length))) {
            Set<String> names = new HashSet<>();
            json.object("The header");
            for (String name = json.name(); name != null; name = json.name()) {
                if (!names.add(name)) {
                    throw BrokenLaw.damaged(file, "A name must stand once, and \"%s\" stands twice.", name);
                }
                if (name.equals(METADATA)) {
                    metadata(file, json, metadata);
                } else {
                    entries.add(entry(file, json, name, data.byteSize()));
                }
            }
            json.end();
        }
        follow(file, entries, data.byteSize());
        SequencedMap<String, TensorView> tensors = new LinkedHashMap<>();
        for (Entry entry : entries) {
            MemorySegment bytes = data.asSlice(entry.begin(), entry.end() - entry.begin());
            tensors.put(entry.name(), new TensorView(entry.name(), entry.type(), entry.shape(), bytes));
        }
        return new SafetensorsHeader(tensors, metadata);
    }

    private static long length(Path file, MemorySegment mapped) {
        long size = mapped.byteSize();
        if (size < PREFIX) {
            throw BrokenLaw.damaged(file, "A safetensors file must have at least 8 bytes, and this has %d.", size);
        }
        long length = mapped.get(Little.LONG, 0);
        if (length < 0 || length > LONGEST) {
            throw BrokenLaw.with(
                    file,
                    "Maybe this is no safetensors file.",
                    "The header's length (%s) must be at most %d bytes.",
                    Long.toUnsignedString(length),
                    LONGEST);
        }
        if (length > size - PREFIX) {
            throw BrokenLaw.damaged(
                    file, "The header (%d bytes from byte 8) must end within the file (%d bytes).", length, size);
        }
        int first = length == 0 ? -1 : mapped.get(ValueLayout.JAVA_BYTE, PREFIX) & 0xFF;
        if (first != '{') {
            throw BrokenLaw.with(
                    file,
                    "Maybe this is no safetensors file.",
                    "The header (%d bytes) must begin with a brace, and begins with %s.",
                    length,
                    first < 0 ? "nothing" : "byte 0x%02x".formatted(first));
        }
        return length;
    }

    private static void metadata(Path file, StrictJson json, SequencedMap<String, MetaValue> metadata) {
        json.object(METADATA);
        for (String key = json.name(); key != null; key = json.name()) {
            if (metadata.putIfAbsent(key, new MetaValue.Text(json.text("The metadata \"" + key + "\""))) != null) {
                throw BrokenLaw.damaged(file, "A key of %s must stand once, and \"%s\" stands twice.", METADATA, key);
            }
        }
    }

    private static Entry entry(Path file, StrictJson json, String name, long dataSize) {
        String what = "tensor \"" + name + "\"";
        Set<String> members = new HashSet<>();
        String dtype = "";
        List<Long> sizes = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        json.object("The entry of " + what);
        for (String member = json.name(); member != null; member = json.name()) {
            if (!members.add(member)) {
                throw BrokenLaw.damaged(file, "\"%s\" must stand once, and %s has it twice.", member, what);
            }
            switch (member) {
                case "dtype" -> dtype = json.text("The dtype of " + what);
                case "shape" -> wholes(json, "the shape of " + what, sizes);
                case "data_offsets" -> wholes(json, "data_offsets of " + what, offsets);
                default -> json.skip();
            }
        }
        for (String needed : List.of("dtype", "shape", "data_offsets")) {
            if (!members.contains(needed)) {
                throw BrokenLaw.damaged(
                        file, "The entry of %s must have \"%s\", and has only %s.", what, needed, members);
            }
        }
        String unknown = dtype;
        DType type = DType.ofSafetensors(dtype)
                .orElseThrow(() -> BrokenLaw.with(
                        file,
                        "Maybe the file is of a newer version of safetensors.",
                        "The dtype of %s (\"%s\") must be one of safetensors, such as F32 or BF16.",
                        what,
                        unknown));
        Shape shape = shape(file, what, sizes);
        if (offsets.size() != 2
                || offsets.getFirst() < 0
                || offsets.getLast() < offsets.getFirst()
                || offsets.getLast() > dataSize) {
            throw BrokenLaw.damaged(
                    file,
                    "The data_offsets of %s (%s) must be begin and end within the data (0 to %d).",
                    what,
                    offsets,
                    dataSize);
        }
        Entry entry = new Entry(name, type, shape, offsets.getFirst(), offsets.getLast());
        fills(file, what, entry);
        return entry;
    }

    private static void wholes(StrictJson json, String what, List<Long> into) {
        json.array(what);
        while (json.more()) {
            into.add(json.whole("A number of " + what));
        }
    }

    private static Shape shape(Path file, String what, List<Long> sizes) {
        for (long size : sizes) {
            if (size < 0) {
                throw BrokenLaw.damaged(file, "The sizes of %s (%s) must be at least 0.", what, sizes);
            }
        }
        try {
            return new Shape(sizes);
        } catch (IllegalArgumentException e) {
            throw BrokenLaw.damaged(
                    file, "The number of elements of %s (shape %s) must be less than 2^63.", what, sizes);
        }
    }

    private static void fills(Path file, String what, Entry entry) {
        long there = entry.end() - entry.begin();
        long needed;
        try {
            needed = entry.type().bytes(entry.shape().elements());
        } catch (ArithmeticException e) {
            throw BrokenLaw.damaged(
                    file, "The bytes of %s (%s %s) must be less than 2^63.", what, entry.type(), entry.shape());
        } catch (IllegalArgumentException e) {
            throw BrokenLaw.damaged(
                    file, "The elements of %s (%s %s) must fill whole bytes.", what, entry.type(), entry.shape());
        }
        if (needed != there) {
            throw BrokenLaw.damaged(
                    file,
                    "The bytes of %s (%d, from its data_offsets) must be %d, as %s %s needs.",
                    what,
                    there,
                    needed,
                    entry.type(),
                    entry.shape());
        }
    }

    /** Each begins where the one before ends, the first at 0, and the last ends with the file. */
    private static void follow(Path file, List<Entry> entries, long dataSize) {
        List<Entry> placed = entries.stream()
                .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
                .toList();
        long end = 0;
        String before = "the header";
        for (Entry entry : placed) {
            if (entry.begin() != end) {
                throw BrokenLaw.damaged(
                        file,
                        "Tensor \"%s\" must begin where %s ends (%d), and begins at %d: %s.",
                        entry.name(),
                        before,
                        end,
                        entry.begin(),
                        entry.begin() < end ? "they overlap" : "there is a gap");
            }
            end = entry.end();
            before = "\"" + entry.name() + "\"";
        }
        if (end != dataSize) {
            throw BrokenLaw.damaged(
                    file, "The last tensor must end with the data (%d bytes), and ends at %d.", dataSize, end);
        }
    }
}
