package dev.podium.torch.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a GGUF file of float32 tensors, version 3. */
final class GgufWriter {

    private record Entry(long[] shape, float[] numbers) {}

    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final Map<String, Entry> tensors = new LinkedHashMap<>();

    /** @param value a text, a whole number, a number or a truth value */
    GgufWriter put(String key, Object value) {
        metadata.put(key, value);
        return this;
    }

    /** @param shape outermost first */
    GgufWriter tensor(String name, long[] shape, float[] numbers) {
        tensors.put(name, new Entry(shape, numbers));
        return this;
    }

    Path write(Path file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(little(20)
                .putInt(3)
                .putLong(tensors.size())
                .putLong(metadata.size())
                .array());
        metadata.forEach((key, value) -> {
            text(out, key);
            switch (value) {
                case String text -> {
                    out.writeBytes(little(4).putInt(8).array());
                    text(out, text);
                }
                case Integer number ->
                    out.writeBytes(little(8).putInt(4).putInt(number).array());
                case Float number ->
                    out.writeBytes(little(8).putInt(6).putFloat(number).array());
                default -> throw new IllegalArgumentException("No value of a GGUF file: " + value);
            }
        });
        long offset = 0;
        for (Map.Entry<String, Entry> tensor : tensors.entrySet()) {
            text(out, tensor.getKey());
            long[] shape = tensor.getValue().shape;
            out.writeBytes(little(4).putInt(shape.length).array());
            for (int i = shape.length - 1; i >= 0; i--) {
                out.writeBytes(little(8).putLong(shape[i]).array());
            }
            out.writeBytes(little(12).putInt(0).putLong(offset).array());
            offset = padded(offset + 4L * tensor.getValue().numbers.length);
        }
        out.writeBytes(new byte[(int) (padded(out.size()) - out.size())]);
        for (Entry tensor : tensors.values()) {
            ByteBuffer data = little((int) padded(4L * tensor.numbers.length));
            data.asFloatBuffer().put(tensor.numbers);
            out.writeBytes(data.array());
        }
        try {
            return Files.write(file, out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long padded(long size) {
        return (size + 31) / 32 * 32;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(little(8).putLong(bytes.length).array());
        out.writeBytes(bytes);
    }
}
