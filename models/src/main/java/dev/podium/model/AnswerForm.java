package dev.podium.model;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * All that an answer may be, where a model can be held to it: one that writes within a form cannot write a malformed answer.
 *
 * <p>Closed, so that a back end knows every form; each is a finite set of texts.
 *
 * @since 0.1.0
 */
public sealed interface AnswerForm {

    /**
     * One of some labels.
     *
     * @param labels at least one, none of them empty or twice there
     */
    record OneOf(List<String> labels) implements AnswerForm {
        /** Copies and checks. */
        public OneOf {
            labels = distinct(labels);
        }
    }

    /**
     * So many labels, each at most once, in any order: {@code [2] > [1]}.
     *
     * @param labels at least one, none of them empty or twice there
     * @param size how many, in 1..labels; at the number of labels a permutation
     * @param separator between two
     */
    record Some(List<String> labels, int size, String separator) implements AnswerForm {
        /** Copies and checks. */
        public Some {
            labels = distinct(labels);
            Objects.requireNonNull(separator, "separator");
            if (size < 1 || size > labels.size()) {
                throw new IllegalArgumentException(
                        "The number of labels (%d) must be in [1, labels (%d)].".formatted(size, labels.size()));
            }
        }
    }

    /**
     * A whole number in decimal, without leading zeros.
     *
     * @param least included
     * @param greatest included, not less
     */
    record WholeNumber(int least, int greatest) implements AnswerForm {
        /** Checks. */
        public WholeNumber {
            ordered(least, greatest);
        }
    }

    /**
     * A JSON object with a whole number for each key, in the order of the keys: {@code {"[1]": 7, "[2]": 0}}.
     *
     * @param keys at least one, without quotes and backslashes
     * @param least included
     * @param greatest included, not less
     */
    record Scores(List<String> keys, int least, int greatest) implements AnswerForm {
        /** Copies and checks. */
        public Scores {
            keys = distinct(keys);
            ordered(least, greatest);
        }
    }

    private static List<String> distinct(List<String> labels) {
        if (labels.isEmpty() || labels.contains("") || new HashSet<>(labels).size() != labels.size()) {
            throw new IllegalArgumentException(
                    "The labels %s of an answer must be some, none of them empty or twice there.".formatted(labels));
        }
        return List.copyOf(labels);
    }

    private static void ordered(int least, int greatest) {
        if (least > greatest) {
            throw new IllegalArgumentException(
                    "The least number (%d) must be at most the greatest (%d).".formatted(least, greatest));
        }
    }
}
