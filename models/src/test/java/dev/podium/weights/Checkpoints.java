package dev.podium.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Files for the tests: shipped ones, and safetensors files put together by hand, right or wrong. */
final class Checkpoints {

    private Checkpoints() {}

    static Path shipped(String name) {
        URL url = Objects.requireNonNull(Checkpoints.class.getResource("/weights/" + name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the golden checkpoints are, if this machine has them. */
    static Path shared() {
        return Path.of(System.getProperty("podium.shared", "../../shared"), "fixtures", "models");
    }

    static byte[] safetensors(String header, byte... data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return safetensors(json.length, json, data);
    }

    static byte[] safetensors(long length, byte[] header, byte... data) {
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .put(data)
                .array();
    }

    static Path write(Path folder, String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    /** A GGUF file, written value by value. */
    static final class Gguf {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        static Gguf begin(int version, long tensors, long values) {
            return new Gguf()
                    .raw("GGUF".getBytes(StandardCharsets.UTF_8))
                    .i32(version)
                    .i64(tensors)
                    .i64(values);
        }

        Gguf raw(byte... bytes) {
            out.writeBytes(bytes);
            return this;
        }

        Gguf i32(int value) {
            return raw(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
        }

        Gguf i64(long value) {
            return raw(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array());
        }

        Gguf text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return i64(bytes.length).raw(bytes);
        }

        /** A key and the type of its value, which follows. */
        Gguf key(String key, MetaType type) {
            return text(key).i32(type.ordinal());
        }

        /** A tensor's description; sizes innermost first, as files have them. */
        Gguf tensor(String name, int type, long offset, long... sizes) {
            text(name).i32(sizes.length);
            for (long size : sizes) {
                i64(size);
            }
            return i32(type).i64(offset);
        }

        Gguf align(int alignment) {
            while (out.size() % alignment != 0) {
                raw((byte) 0);
            }
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
