package dev.podium;

/**
 * What a difference of two scores means.
 *
 * <p>A fusion that adds scores refuses {@link #ORDINAL} ones with an error, where it would otherwise return a number
 * without a meaning.
 *
 * @since 0.1.0
 */
public enum Scale {
    /** Nothing but the order: scores such as 1/rank. */
    ORDINAL,
    /** Comparable within one list: logits, BM25, cosine. */
    REAL,
    /** In 0..1 and comparable between lists. */
    PROBABILITY
}
