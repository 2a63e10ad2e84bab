package dev.podium.text;

/**
 * The special tokens a checkpoint can name.
 *
 * @since 0.1.0
 */
public enum Special {
    /** Beginning of a text. */
    BOS,
    /** End of a text. */
    EOS,
    /** Fills a batch. */
    PAD,
    /** Stands for what is unknown. */
    UNK,
    /** A hidden word. */
    MASK,
    /** Whose state stands for the text. */
    CLS,
    /** Between two texts. */
    SEP
}
