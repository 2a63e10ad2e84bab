package dev.podium.weights;

import dev.podium.file.BadDataException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What a GGUF file holds: metadata, then a description of each tensor, then their bytes, each at a multiple of the alignment.
 *
 * <p>Versions 2 and 3, little endian. A file lists sizes innermost first; shapes here are turned round. Types that are not
 * decoded are opened all the same, as long as their size is known.
 *
 * <p>Source: {@code docs/gguf.md} of ggml; the checks are those of {@code gguf_init_from_file}, but for the order of tensors, which
 * is free here as long as none overlap.
 *
 * @param tensors in the order of the file
 * @param metadata in the order of the file
 */
record GgufFile(SequencedMap<String, TensorView> tensors, SequencedMap<String, MetaValue> metadata) {

    private static final int MAGIC = 0x46554747; // "GGUF"
    private static final int HEADER = 24; // magic, version, two counts
    private static final int DEFAULT_ALIGNMENT = 32;
    private static final int MOST_DIMENSIONS = 4; // GGML_MAX_DIMS

    /** Name, number of dimensions, type, offset: 8 + 4 + 4 + 8 bytes. */
    private static final int SHORTEST = 24;

    private record Info(String name, Shape shape, DType type, long offset) {}

    static boolean beginsLikeOne(MemorySegment file) {
        return file.byteSize() >= 4 && file.get(Little.INT, 0) == MAGIC;
    }

    /**
     * Reads the description of a mapped file.
     *
     * @throws BadDataException if a law is broken
     */
    static GgufFile read(Path file, MemorySegment mapped) {
        if (!beginsLikeOne(mapped) || mapped.byteSize() < HEADER) {
            throw BrokenLaw.damaged(
                    file,
                    "A GGUF file must begin with GGUF and a header of %d bytes, and has %d bytes.",
                    HEADER,
                    mapped.byteSize());
        }
        GgufCursor cursor = new GgufCursor(file, mapped, Integer.BYTES);
        version(file, cursor.u32("The version"));
        long tensorCount = cursor.count("The number of tensors", SHORTEST);
        long valueCount = cursor.count("The number of metadata values", GgufMetadata.shortest());
        SequencedMap<String, MetaValue> metadata = new GgufMetadata(file, cursor).read(valueCount);
        whole(file, metadata);
        long alignment = alignment(file, metadata);
        List<Info> infos = new ArrayList<>();
        for (long i = 0; i < tensorCount; i++) {
            infos.add(info(file, cursor, alignment));
        }
        long start = Math.min(mapped.byteSize(), (cursor.position() + alignment - 1) / alignment * alignment);
        return new GgufFile(views(file, infos, mapped.asSlice(start)), metadata);
    }

    private static void version(Path file, int version) {
        if ((version & 0xFFFF) == 0) {
            // The magic is the same bytes for both orders; a version that would be 50331648 is 3 from the other end.
            throw BrokenLaw.with(
                    file,
                    "Maybe take the little-endian file of the same model, or convert this one with gguf_convert_endian.py of llama.cpp.",
                    "The file must be little endian, and its version (bytes of %08x) is big endian.",
                    version);
        }
        if (version != 2 && version != 3) {
            throw BrokenLaw.with(
                    file,
                    version == 1
                            ? "Maybe take a newer file of the same model: version 1 was given up in 2023."
                            : "Maybe a newer Podium reads it.",
                    "The version of GGUF (%s) must be 2 or 3.",
                    Integer.toUnsignedString(version));
        }
    }

    /** One of several files would lack tensors; better said here than at the first one missed. */
    private static void whole(Path file, SequencedMap<String, MetaValue> metadata) {
        if (metadata.get("split.count") instanceof MetaValue.Whole parts && parts.value() > 1) {
            throw BrokenLaw.with(
                    file,
                    "Maybe put them together with llama-gguf-split --merge.",
                    "The model must be in one file, and this is one of %d parts.",
                    parts.value());
        }
    }

    private static long alignment(Path file, SequencedMap<String, MetaValue> metadata) {
        MetaValue value = metadata.get("general.alignment");
        if (value == null) {
            return DEFAULT_ALIGNMENT;
        }
        if (value instanceof MetaValue.Whole whole
                && whole.value() > 0
                && whole.value() <= 1 << 30
                && Long.bitCount(whole.value()) == 1) {
            return whole.value();
        }
        throw BrokenLaw.damaged(file, "general.alignment (%s) must be a power of two up to 2^30.", value);
    }

    private static Info info(Path file, GgufCursor cursor, long alignment) {
        String name = cursor.name("a tensor's name");
        String what = "tensor \"" + name + "\"";
        int dimensions = cursor.u32("The number of dimensions of " + what);
        if (dimensions < 0 || dimensions > MOST_DIMENSIONS) {
            throw BrokenLaw.damaged(
                    file,
                    "The number of dimensions of %s (%s) must be at most %d.",
                    what,
                    Integer.toUnsignedString(dimensions),
                    MOST_DIMENSIONS);
        }
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) {
            sizes.addFirst(cursor.i64("A size of " + what));
        }
        int number = cursor.u32("The type of " + what);
        DType type = DType.ofGgml(number)
                .orElseThrow(() -> BrokenLaw.with(
                        file,
                        "Maybe take the model in F16, BF16 or Q8_0.",
                        "The type of %s (ggml number %s) must be one that Podium knows.",
                        what,
                        Integer.toUnsignedString(number)));
        long offset = cursor.i64("The offset of " + what);
        if (offset < 0 || offset % alignment != 0) {
            throw BrokenLaw.damaged(
                    file,
                    "The offset of %s (%s) must be a multiple of the alignment (%d).",
                    what,
                    Long.toUnsignedString(offset),
                    alignment);
        }
        return new Info(name, shape(file, what, sizes, type), type, offset);
    }

    private static Shape shape(Path file, String what, List<Long> sizes, DType type) {
        Shape shape;
        try {
            shape = new Shape(sizes);
            type.bytes(shape.rowLength());
            Math.multiplyExact(shape.elements(), (long) type.blockBytes());
        } catch (ArithmeticException e) {
            throw BrokenLaw.damaged(file, "The bytes of %s (%s %s) must be less than 2^63.", what, type, sizes);
        } catch (IllegalArgumentException e) {
            throw BrokenLaw.damaged(
                    file,
                    "The sizes of %s (%s) must be at least 0 with a product below 2^63, the last a multiple of %d for %s.",
                    what,
                    sizes,
                    type.blockElements(),
                    type);
        }
        return shape;
    }

    private static SequencedMap<String, TensorView> views(Path file, List<Info> infos, MemorySegment data) {
        SequencedMap<String, TensorView> tensors = new LinkedHashMap<>();
        for (Info info : infos) {
            long size = info.type().bytes(info.shape().elements());
            if (info.offset() > data.byteSize() || size > data.byteSize() - info.offset()) {
                throw BrokenLaw.damaged(
                        file,
                        "Tensor \"%s\" (%d bytes from offset %d) must be within the data (%d bytes).",
                        info.name(),
                        size,
                        info.offset(),
                        data.byteSize());
            }
            TensorView view = new TensorView(info.name(), info.type(), info.shape(), data.asSlice(info.offset(), size));
            if (tensors.putIfAbsent(info.name(), view) != null) {
                throw BrokenLaw.damaged(file, "A name must stand once, and \"%s\" stands twice.", info.name());
            }
        }
        apart(file, infos);
        return tensors;
    }

    private static void apart(Path file, List<Info> infos) {
        List<Info> placed = infos.stream()
                .filter(info -> info.shape().elements() > 0)
                .sorted(Comparator.comparingLong(Info::offset))
                .toList();
        for (int i = 1; i < placed.size(); i++) {
            Info before = placed.get(i - 1);
            Info after = placed.get(i);
            long end = before.offset() + before.type().bytes(before.shape().elements());
            if (after.offset() < end) {
                throw BrokenLaw.damaged(
                        file,
                        "Tensor \"%s\" (offset %d) must begin behind \"%s\" (which ends at %d): they overlap.",
                        after.name(),
                        after.offset(),
                        before.name(),
                        end);
            }
        }
    }
}
