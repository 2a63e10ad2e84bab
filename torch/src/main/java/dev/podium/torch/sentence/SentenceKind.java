package dev.podium.torch.sentence;

/**
 * What a model makes of texts.
 *
 * @since 0.1.0
 */
public enum SentenceKind {
    /** One vector a text. */
    BI_ENCODER,
    /** One score a pair, or several. */
    CROSS_ENCODER,
    /** One vector a token. */
    LATE_INTERACTION,
    /** Weights of words. */
    SPARSE_ENCODER
}
