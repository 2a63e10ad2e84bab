package dev.podium.onnx.export;

/** What a tensor holds. Source: {@code TensorProto.DataType} of onnx.proto3. */
enum ElementType {
    FLOAT(1, Float.BYTES),
    INT8(3, Byte.BYTES),
    INT32(6, Integer.BYTES),
    INT64(7, Long.BYTES),
    BOOL(9, Byte.BYTES);

    /** In the file. */
    final int code;

    /** Of one number. */
    final int bytes;

    ElementType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }
}
