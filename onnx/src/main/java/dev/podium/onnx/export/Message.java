package dev.podium.onnx.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protobuf message that is being put together: numbered fields, in the order in which they were put.
 *
 * <p>What it says is bytes at once, but for payloads, which are asked for theirs when the message is written. A message that is put into
 * another must be whole by then: its size stands before it.
 *
 * <p>Source: the encoding of Protocol Buffers. A field begins with its number times 8 plus its wire type; whole numbers have seven bits
 * a byte, the lowest first, and the eighth says that there are more.
 */
final class Message implements Payload {

    private static final int VARINT = 0;
    private static final int DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final List<Payload> parts = new ArrayList<>();
    private long size;

    /** A whole number. */
    Message number(int field, long value) {
        ByteArrayOutputStream bytes = begun(field, VARINT);
        varint(bytes, value);
        return add(Payload.of(bytes.toByteArray()));
    }

    /** A float32. */
    Message real(int field, float value) {
        ByteArrayOutputStream bytes = begun(field, FIXED32);
        bytes.writeBytes(ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
        return add(Payload.of(bytes.toByteArray()));
    }

    /** A text. */
    Message text(int field, String value) {
        return bytes(field, Payload.of(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Bytes, or another message that is whole. */
    Message bytes(int field, Payload value) {
        ByteArrayOutputStream bytes = begun(field, DELIMITED);
        varint(bytes, value.size());
        return add(Payload.of(bytes.toByteArray())).add(value);
    }

    private Message add(Payload part) {
        parts.add(part);
        size += part.size();
        return this;
    }

    private static ByteArrayOutputStream begun(int field, int wire) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        varint(bytes, ((long) field << 3) | wire);
        return bytes;
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7; // a negative number has its sign bit moved down, ten bytes in all, as the format wants
        }
        out.write((int) rest);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        for (Payload part : parts) {
            part.writeTo(out);
        }
    }
}
