package dev.podium.text;

import dev.podium.weights.Metadata;
import dev.podium.weights.Weights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes GGUF files that hold metadata and no tensor. */
final class GgufMetadataFile {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private GgufMetadataFile() {}

    /** What is read back of values that are texts, whole numbers, truth values, and lists of texts, floats or whole numbers. */
    static Metadata metadata(Path file, Map<String, Object> values) {
        GgufMetadataFile writer = new GgufMetadataFile();
        writer.out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        writer.u32(3).u64(0).u64(values.size());
        values.forEach((key, value) -> writer.text(key).value(value));
        try {
            Files.write(file, writer.out.toByteArray());
            try (Weights weights = Weights.open(file)) {
                return weights.metadata();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void value(Object value) {
        switch (value) {
            case String text -> u32(8).text(text);
            case Integer number -> u32(4).u32(number);
            case Boolean flag -> u32(7).out.write(flag ? 1 : 0);
            case List<?> list -> {
                Object first = list.getFirst();
                u32(9).u32(first instanceof String ? 8 : first instanceof Float ? 6 : 5)
                        .u64(list.size());
                for (Object entry : list) {
                    switch (entry) {
                        case String text -> text(text);
                        case Float number -> u32(Float.floatToIntBits(number));
                        default -> u32((Integer) entry);
                    }
                }
            }
            default -> throw new IllegalArgumentException("No value of a GGUF file: " + value);
        }
    }

    private GgufMetadataFile text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        u64(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    private GgufMetadataFile u32(int value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    private GgufMetadataFile u64(long value) {
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }
}
