package dev.podium.grammar;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A finite set of answers, byte by byte: what may follow a byte is a set of answers again.
 *
 * <p>Source: Brzozowski, Derivatives of regular expressions, JACM 11(4), 1964; here without repetition, so that each
 * answer ends.
 *
 * @since 0.1.0
 */
public final class Answers {

    private final Shape shape;

    private Answers(Shape shape) {
        this.shape = shape;
    }

    Shape shape() {
        return shape;
    }

    /** One of some labels, or of a pool of strings. */
    public static Answers oneOf(Collection<String> labels) {
        return new Answers(
                Shape.oneOf(distinct(labels).stream().map(Answers::text).toList()));
    }

    /** All labels, each once, in any order, for example {@code [2] > [1] > [3]}. */
    public static Answers permutation(Collection<String> labels, String separator) {
        return subset(labels, labels.size(), separator);
    }

    /** Some labels, each at most once, in any order. @param size how many, in [1, labels] */
    public static Answers subset(Collection<String> labels, int size, String separator) {
        List<String> bytes = distinct(labels).stream().map(Answers::bytes).toList();
        if (size < 1 || size > bytes.size()) {
            throw new IllegalArgumentException(
                    "The size (%d) of a subset must be in [1, labels (%d)].".formatted(size, bytes.size()));
        }
        return new Answers(Shape.Distinct.of(new Shape.Pool(bytes, bytes(separator)), size));
    }

    /** A whole number in decimal, without leading zeros. @param least and greatest, both included */
    public static Answers integer(int least, int greatest) {
        if (least > greatest) {
            throw new IllegalArgumentException(
                    "The least number (%d) must be at most the greatest (%d).".formatted(least, greatest));
        }
        return new Answers(number(least, greatest));
    }

    private static Shape number(int least, int greatest) {
        List<Shape> signs = new ArrayList<>();
        if (greatest >= 0) {
            signs.add(new Shape.Number(Math.max(0, least), greatest, -1));
        }
        if (least < 0) {
            long to = -(long) least;
            signs.add(Shape.then(text("-"), new Shape.Number(Math.max(1, -(long) greatest), to, -1)));
        }
        return Shape.oneOf(signs);
    }

    /** A JSON object with a whole number for each key, in the order of the keys, for example {@code {"1": 7, "2": 0}}. */
    public static Answers scores(Collection<String> keys, int least, int greatest) {
        if (least > greatest) {
            throw new IllegalArgumentException(
                    "The least score (%d) must be at most the greatest (%d).".formatted(least, greatest));
        }
        Shape all = text("}");
        List<String> names = new ArrayList<>(distinct(keys));
        for (int i = names.size() - 1; i >= 0; i--) {
            String name = names.get(i);
            if (name.chars().anyMatch(c -> c < 0x20 || c == '"' || c == '\\')) {
                throw new IllegalArgumentException(
                        "The key \"%s\" must need no escape in JSON.\nMaybe number the candidates.".formatted(name));
            }
            String before = (i == 0 ? "{\"" : ", \"") + name + "\": ";
            all = Shape.then(text(before), Shape.then(number(least, greatest), all));
        }
        return new Answers(all);
    }

    /** The same answers, each with a blank before it or not: models that write " A" may do so. */
    public Answers orAfterBlank() {
        return new Answers(Shape.oneOf(List.of(shape, Shape.then(text(" "), shape))));
    }

    /** Whether this is one of the answers. */
    public boolean contains(String answer) {
        Shape left = shape;
        for (char c : bytes(answer).toCharArray()) {
            left = left.after(c);
        }
        return left.complete();
    }

    private static Set<String> distinct(Collection<String> labels) {
        Set<String> distinct = new LinkedHashSet<>(labels);
        if (labels.isEmpty() || distinct.size() != labels.size() || distinct.contains("")) {
            throw new IllegalArgumentException(
                    "The labels (%s) must be some, none of them empty or twice there.".formatted(labels));
        }
        return distinct;
    }

    private static Shape text(String text) {
        return new Shape.Text(bytes(text));
    }

    /** UTF-8, a byte a char. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
