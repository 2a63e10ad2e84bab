package dev.podium.read;

/**
 * What was wrong with an answer that could still be used.
 *
 * @since 0.1.0
 */
public enum Flaw {
    /** A candidate that was shown is not named. */
    MISSING,
    /** A candidate is named twice. */
    REPEATED,
    /** Something is named that was not shown. */
    OUT_OF_RANGE,
    /** More or fewer are named than were asked for. */
    WRONG_NUMBER,
    /** The answer stands among other words, or is written otherwise than asked for. */
    WRONG_FORM
}
