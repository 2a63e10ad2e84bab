package dev.podium.model.train;

/**
 * What a forward pass is for.
 *
 * @since 0.1.0
 */
public enum Mode {
    /** To learn from: what backward needs is kept, and dropout, where the model has it, drops. */
    TRAIN,
    /** To score: nothing is kept, nothing is dropped, and backward is refused. */
    INFER
}
