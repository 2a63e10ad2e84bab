package dev.podium.train.leaf;

import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.weights.DType;
import dev.podium.weights.SafetensorsWriter;
import dev.podium.weights.Shape;
import dev.podium.weights.TensorPlan;
import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * What one teacher says of each text: vectors in half precision, in files of a few thousand.
 *
 * <p>A teacher is asked once. Files are named by the texts they are of, so that a run which was killed goes on where it was, and one over
 * more texts asks for the new ones alone as long as the old ones come first and in their order.
 *
 * @since 0.1.0
 */
public final class TeacherVectors implements AutoCloseable {

    private static final int BLOCK = 4096;
    private static final int TOGETHER =
            256; // progress is told, and texts of one length or another wait for each other, by so many
    private static final String VECTORS = "vectors";
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final List<Weights> files;
    private final List<TensorView> blocks;
    private final int size;
    private final int dimensions;

    private TeacherVectors(List<Weights> files, int size, int dimensions) {
        this.files = files;
        this.blocks = files.stream().map(file -> file.tensor(VECTORS)).toList();
        this.size = size;
        this.dimensions = dimensions;
    }

    /**
     * Asks a teacher for what the folder lacks, and opens all.
     *
     * @param folder of this teacher alone, made if it is not there
     * @param texts in their order, at least one
     * @param watch is told how many are done
     * @throws IOException if the folder cannot be read or written
     */
    public static TeacherVectors of(Path folder, List<TaughtText> texts, Embedding teacher, LongConsumer watch)
            throws IOException {
        Files.createDirectories(folder);
        List<Weights> files = new ArrayList<>();
        try {
            for (int from = 0; from < texts.size(); from += BLOCK) {
                List<TaughtText> own = texts.subList(from, Math.min(texts.size(), from + BLOCK));
                Path file = folder.resolve("%06d-%s.safetensors".formatted(from / BLOCK, fingerprint(own)));
                if (!Files.exists(file)) {
                    int before = from;
                    write(file, own, teacher, done -> watch.accept(before + done));
                }
                watch.accept(from + own.size());
                files.add(Weights.open(file));
            }
            return new TeacherVectors(files, texts.size(), teacher.dimensions());
        } catch (IOException | RuntimeException e) {
            files.forEach(Weights::close);
            throw e;
        }
    }

    private static void write(Path file, List<TaughtText> texts, Embedding teacher, LongConsumer watch)
            throws IOException {
        int width = teacher.dimensions();
        List<TensorPlan> plan = List.of(new TensorPlan(VECTORS, DType.F16, Shape.of(texts.size(), width)));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment halves = arena.allocate(HALF, (long) texts.size() * width);
            for (Embedding.Role role : Embedding.Role.values()) {
                ask(texts, role, teacher, halves, watch);
            }
            try (SafetensorsWriter writer = SafetensorsWriter.create(part, plan, Map.of())) {
                writer.put(VECTORS, halves);
            }
        }
        Files.move(part, file);
    }

    private static void ask(
            List<TaughtText> texts, Embedding.Role role, Embedding teacher, MemorySegment halves, LongConsumer watch) {
        int[] places = IntStream.range(0, texts.size())
                .filter(i -> texts.get(i).role() == role)
                .toArray();
        long before = role == Embedding.Role.values()[0] ? 0 : texts.size() - places.length;
        for (int from = 0; from < places.length; from += TOGETHER) {
            int to = Math.min(places.length, from + TOGETHER);
            List<String> shown = new ArrayList<>();
            for (int i = from; i < to; i++) {
                shown.add(texts.get(places[i]).text());
            }
            List<Embedded> made = teacher.embed(shown, role);
            for (int i = from; i < to; i++) {
                float[] vector = made.get(i - from).vector();
                for (int k = 0; k < vector.length; k++) {
                    halves.setAtIndex(HALF, (long) places[i] * vector.length + k, Float.floatToFloat16(vector[k]));
                }
            }
            watch.accept(before + to);
        }
    }

    private static String fingerprint(List<TaughtText> texts) {
        CRC32 crc = new CRC32();
        for (TaughtText text : texts) {
            crc.update((text.role() + "\t" + text.text() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** How many texts. */
    public int size() {
        return size;
    }

    /** Numbers of a vector. */
    public int dimensions() {
        return dimensions;
    }

    /** The vector of the text at a place, in 0..size - 1. @param into from this place on @param at the first */
    void copy(int place, float[] into, int at) {
        blocks.get(place / BLOCK).copyRows(place % BLOCK, 1, into, at);
    }

    @Override
    public void close() {
        files.forEach(Weights::close);
    }
}
