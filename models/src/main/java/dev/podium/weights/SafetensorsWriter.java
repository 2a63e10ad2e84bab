package dev.podium.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a safetensors file, one tensor at a time, in any order.
 *
 * <p>The plan comes first and fixes where everything lies; then each tensor is {@linkplain #put written} as it is computed, so one
 * needs to be in memory, not all. The file appears under its name when the writer is closed and whole; until then its bytes are in
 * {@code NAME.part} beside it, and if a tensor is missing then, that file is removed and closing is an error.
 *
 * <pre>{@code
 * List<TensorPlan> plan = List.of(new TensorPlan("scale", DType.F32, Shape.of(2, 2)));
 * try (SafetensorsWriter writer = SafetensorsWriter.create(file, plan, Map.of("format", "pt"))) {
 *     writer.put("scale", new float[] {1, 0, 0, 1});
 * }
 * }</pre>
 *
 * <p>As in the reference writer, wide types come first, then names in order, and the header is filled up with spaces to a multiple of
 * eight: so every tensor is aligned to its numbers, and one plan gives one header, that of the reference byte for byte.
 *
 * <p>It is for one thread.
 *
 * @since 0.1.0
 */
public final class SafetensorsWriter implements AutoCloseable {

    private static final int PREFIX = 8;
    private static final int ALIGNMENT = 8;

    /** A buffer holds less than 2^31 bytes, so a segment is written by pieces. */
    private static final long PIECE = 1L << 28;

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final Map<String, TensorPlan> plans;
    private final Map<String, Long> positions;

    /** What is still to be written. */
    private final TreeMap<String, TensorPlan> missing;

    private SafetensorsWriter(
            Path file,
            Path part,
            FileChannel channel,
            SequencedMap<String, TensorPlan> plans,
            Map<String, Long> positions) {
        this.file = file;
        this.part = part;
        this.channel = channel;
        this.plans = plans;
        this.positions = positions;
        this.missing = new TreeMap<>(plans);
    }

    /**
     * Begins a file.
     *
     * @param file replaced when the writer is closed
     * @param plan every tensor, each name once; the order does not matter
     * @param metadata texts for {@code __metadata__}; none is written if empty
     * @throws IllegalArgumentException if a name is twice in the plan, or the header would be longer than readers take
     * @throws IOException if the file cannot be written
     */
    public static SafetensorsWriter create(Path file, Collection<TensorPlan> plan, Map<String, String> metadata)
            throws IOException {
        SequencedMap<String, TensorPlan> plans = sorted(plan);
        byte[] header = header(plans, metadata);
        Map<String, Long> positions = new LinkedHashMap<>();
        long position = (long) PREFIX + header.length;
        for (TensorPlan one : plans.values()) {
            positions.put(one.name(), position);
            position += one.bytes();
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        SafetensorsWriter writer = new SafetensorsWriter(file, part, channel, plans, positions);
        boolean begun = false;
        try {
            ByteBuffer length = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
            writer.write(length.putLong(header.length).flip(), 0);
            writer.write(ByteBuffer.wrap(header), PREFIX);
            begun = true;
            return writer;
        } finally {
            if (!begun) {
                channel.close();
                Files.deleteIfExists(part);
            }
        }
    }

    private static SequencedMap<String, TensorPlan> sorted(Collection<TensorPlan> plan) {
        SequencedMap<String, TensorPlan> plans = new LinkedHashMap<>();
        List<TensorPlan> inOrder = plan.stream()
                .sorted(Comparator.comparing(TensorPlan::type).thenComparing(TensorPlan::name))
                .toList();
        for (TensorPlan one : inOrder) {
            if (plans.putIfAbsent(one.name(), one) != null) {
                throw new IllegalArgumentException(
                        "A tensor must be planned once, and \"%s\" is twice.\nMaybe two parts of the model share a name."
                                .formatted(one.name()));
            }
        }
        return plans;
    }

    private static byte[] header(SequencedMap<String, TensorPlan> plans, Map<String, String> metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonMapper.shared().createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectPropertyStart(SafetensorsHeader.METADATA);
                new TreeMap<>(metadata).forEach(json::writeStringProperty);
                json.writeEndObject();
            }
            long begin = 0;
            for (TensorPlan plan : plans.values()) {
                long end = Math.addExact(begin, plan.bytes());
                json.writeObjectPropertyStart(plan.name());
                json.writeStringProperty("dtype", plan.type().name());
                json.writeName("shape");
                json.writeArray(plan.shape().toArray(), 0, plan.shape().rank());
                json.writeName("data_offsets");
                json.writeArray(new long[] {begin, end}, 0, 2);
                json.writeEndObject();
                begin = end;
            }
            json.writeEndObject();
        }
        while (bytes.size() % ALIGNMENT != 0) {
            bytes.write(' ');
        }
        if (bytes.size() > SafetensorsHeader.LONGEST) {
            throw new IllegalArgumentException(
                    "The header (%d bytes) must have at most %d, as readers refuse a longer one.\nMaybe write several files."
                            .formatted(bytes.size(), SafetensorsHeader.LONGEST));
        }
        return bytes.toByteArray();
    }

    /**
     * Writes a tensor.
     *
     * @param bytes as the plan's type and shape say, little endian, row after row; not kept
     * @throws IllegalArgumentException if it is not planned, was written, or has another size
     */
    public void put(String name, MemorySegment bytes) throws IOException {
        TensorPlan plan = planned(name);
        if (bytes.byteSize() != plan.bytes()) {
            throw new IllegalArgumentException("The bytes of tensor \"%s\" (%d) must be %d, as planned: %s %s."
                    .formatted(name, bytes.byteSize(), plan.bytes(), plan.type(), plan.shape()));
        }
        long position = positions.getOrDefault(name, 0L);
        for (long done = 0; done < bytes.byteSize(); done += PIECE) {
            long size = Math.min(PIECE, bytes.byteSize() - done);
            write(bytes.asSlice(done, size).asByteBuffer(), position + done);
        }
        missing.remove(name);
    }

    /**
     * Writes a tensor that is planned as F32.
     *
     * @throws IllegalArgumentException if it is not planned so, was written, or has another size
     */
    public void put(String name, float[] numbers) throws IOException {
        TensorPlan plan = planned(name);
        if (plan.type() != DType.F32) {
            throw new IllegalArgumentException(
                    "Tensor \"%s\" is planned as %s, and floats must go into F32.\nMaybe give its bytes."
                            .formatted(name, plan.type()));
        }
        MemorySegment bytes = MemorySegment.ofArray(new byte[Math.multiplyExact(4, numbers.length)]);
        MemorySegment.copy(numbers, 0, bytes, Little.FLOAT, 0, numbers.length);
        put(name, bytes);
    }

    private TensorPlan planned(String name) {
        TensorPlan plan = plans.get(name);
        if (plan == null || !missing.containsKey(name)) {
            throw new IllegalArgumentException("Tensor \"%s\" %s.\nMaybe the loop is over another list than the plan."
                    .formatted(
                            name, plan == null ? "must be in the plan, and is not" : "must be written once, and was"));
        }
        return plan;
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /**
     * Makes the file appear under its name.
     *
     * @throws IllegalStateException if a tensor of the plan was not written; nothing is left then, nor is the old file replaced
     */
    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        channel.close();
        if (!missing.isEmpty()) {
            Files.deleteIfExists(part);
            throw new IllegalStateException(
                    "%d tensors of %s were planned and not written, among them \"%s\".\nMaybe an error stopped it before."
                            .formatted(missing.size(), file, missing.firstKey()));
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
