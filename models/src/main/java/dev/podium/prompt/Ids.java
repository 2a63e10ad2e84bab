package dev.podium.prompt;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The names that passages go by in a prompt.
 *
 * @since 0.1.0
 */
public enum Ids {
    /** 1, 2, 3 and so on. */
    NUMBERS(Integer.MAX_VALUE, "\\[([0-9]+)\\]"),
    /** 0, 1, 2 and so on. */
    NUMBERS_FROM_ZERO(Integer.MAX_VALUE, "\\[([0-9]+)\\]"),
    /** A to Z. */
    LETTERS(26, "\\[([A-z]+)\\]");

    private final int most;
    private final Pattern lookalike;

    /**
     * @param lookalike what could be taken for an id in the text of a passage. FIRST's class A-z holds six signs that are no letters;
     *     it is kept, because prompts of its checkpoints were made so
     */
    Ids(int most, String lookalike) {
        this.most = most;
        this.lookalike = Pattern.compile(lookalike);
    }

    /** How many passages can be told apart. */
    public int most() {
        return most;
    }

    /**
     * The name of the passage at an index, without brackets.
     *
     * @throws IllegalArgumentException if there are not so many names
     */
    public String of(int index) {
        if (index < 0 || index >= most) {
            throw new IllegalArgumentException(
                    "There is no id for passage %d: %d can be told apart.\nMaybe a smaller window, or numbers."
                            .formatted(index + 1, most));
        }
        return switch (this) {
            case NUMBERS -> String.valueOf(index + 1);
            case NUMBERS_FROM_ZERO -> String.valueOf(index);
            case LETTERS -> String.valueOf((char) ('A' + index));
        };
    }

    /** The names of the first {@code n} passages, each within a pattern such as {@code [%s]}. */
    public List<String> all(int n, String pattern) {
        return IntStream.range(0, n)
                .mapToObj(index -> pattern.formatted(of(index)))
                .toList();
    }

    /** A text whose brackets around what could be an id are round ones: a passage must not name its neighbours. */
    public String harmless(String text) {
        return lookalike.matcher(text).replaceAll("($1)");
    }
}
