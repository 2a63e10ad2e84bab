package dev.podium.onnx;

/**
 * How the weights of an exported model are kept.
 *
 * @since 0.1.0
 */
public enum Precision {
    /** Four bytes a weight: the scores of the checkpoint, up to the rounding of products. */
    FLOAT32,
    /**
     * One byte a weight in linear layers and tables, with a scale for each output channel and each row; inputs are rounded as they come.
     * Norms, biases and the head stay in float32. A quarter of the size, and nearly twice as fast where the CPU multiplies bytes (VNNI).
     */
    INT8
}
