package dev.podium.registry;

import java.util.Arrays;
import java.util.Locale;

/**
 * How a checkpoint ranks, which decides what is read from it.
 *
 * @since 0.1.0
 */
public enum Kind {
    /** Query and document read together; a classification head gives the score. */
    CROSS_ENCODER,
    /** A decoder whose logits of one or two answer tokens give the score. */
    YES_NO,
    /** An encoder-decoder whose first step gives the score. */
    ENCODER_DECODER,
    /** A decoder that reasons and then judges one document. */
    POINTWISE_REASONING,
    /** The probability of the query, given the document. */
    QUERY_LIKELIHOOD,
    /** Which of two. */
    PAIRWISE,
    /** Which of these. */
    SETWISE,
    /** In what order, by identifiers that are generated or read from the first step. */
    LISTWISE,
    /** A mark for each of a group. */
    GROUPWISE,
    /** A vector a text. */
    BI_ENCODER,
    /** A vector a token, matched by the best of each. */
    LATE_INTERACTION,
    /** A weight a word of the vocabulary. */
    SPARSE,
    /** A network of its own. */
    NETWORK;

    /** The kind of this name, as in the data: lower case with hyphens. */
    static Kind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no kind \"%s\" of checkpoints; there are %s."
                        .formatted(name, Arrays.toString(values()))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
