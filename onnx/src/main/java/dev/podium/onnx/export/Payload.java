package dev.podium.onnx.export;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes whose number is known before they are written, so that a large tensor is made when its turn comes and not kept. */
interface Payload {

    /** How many bytes. */
    long size();

    /** Writes them. */
    void writeTo(OutputStream out) throws IOException;

    /** Bytes that are there already. */
    static Payload of(byte... bytes) {
        return of(bytes.length, out -> out.write(bytes));
    }

    /**
     * Bytes that are made when they are written.
     *
     * @param size how many there will be
     */
    static Payload of(long size, Writing writing) {
        return new Payload() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                writing.writeTo(out);
            }
        };
    }

    /** Makes bytes and writes them. */
    @FunctionalInterface
    interface Writing {
        void writeTo(OutputStream out) throws IOException;
    }
}
