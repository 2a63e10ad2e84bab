package dev.podium.read;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where in what a model wrote its answer stands.
 *
 * <p>Thoughts are no answer: digits of a chain of reasoning must not become a ranking. What stands before the last {@code </think>} is
 * never read; of a text whose thoughts were begun and not ended, nothing is.
 *
 * @since 0.1.0
 */
public enum Where {
    /** All that follows the thoughts. */
    AFTER_THOUGHTS,
    /** The last {@code <answer>} tag after the thoughts; open at its end, it counts to the end. Without a tag there is no answer. */
    ANSWER_TAG,
    /** The last {@code <answer>} tag where there is one, else all that follows the thoughts. */
    ANSWER_TAG_OR_ALL,
    /** The last line that holds anything, after the thoughts. */
    LAST_LINE;

    private static final String THOUGHTS = "<think>";
    private static final String THOUGHTS_END = "</think>";
    private static final String TAG = "<answer>";
    private static final String TAG_END = "</answer>";

    /** The answer; null where this place is not there. */
    public @Nullable String in(String written) {
        String after = afterThoughts(written);
        return switch (this) {
            case AFTER_THOUGHTS -> after;
            case ANSWER_TAG -> tagged(after);
            case ANSWER_TAG_OR_ALL -> {
                String tagged = tagged(after);
                yield tagged == null ? after : tagged;
            }
            case LAST_LINE -> {
                String text = after.stripTrailing();
                yield text.substring(text.lastIndexOf('\n') + 1).strip();
            }
        };
    }

    private static String afterThoughts(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        int end = lower.lastIndexOf(THOUGHTS_END);
        if (end >= 0) {
            return written.substring(end + THOUGHTS_END.length());
        }
        int begin = lower.indexOf(THOUGHTS);
        return begin < 0 ? written : written.substring(0, begin);
    }

    private static @Nullable String tagged(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int begin = lower.lastIndexOf(TAG);
        if (begin < 0) {
            return null;
        }
        int from = begin + TAG.length();
        int end = lower.indexOf(TAG_END, from);
        return text.substring(from, end < 0 ? text.length() : end);
    }
}
