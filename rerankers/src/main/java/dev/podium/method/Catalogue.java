package dev.podium.method;

import dev.podium.method.embedding.BiEncoder;
import dev.podium.method.pointwise.CrossEncoder;
import dev.podium.method.pointwise.YesNo;
import dev.podium.model.Method;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Every method by its name.
 *
 * <p>A new method is one file and one line here.
 *
 * @since 0.1.0
 */
public final class Catalogue {

    private static final List<Method> METHODS = List.of(
            CrossEncoder.METHOD, //
            YesNo.METHOD,
            BiEncoder.METHOD);

    private Catalogue() {}

    /** All methods, in the order of their families. */
    public static List<Method> methods() {
        return METHODS;
    }

    /**
     * The method of this name.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest and lists all
     */
    public static Method method(String name) {
        return METHODS.stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no method \"%s\".\nMaybe \"%s\"; all of them: %s."
                                .formatted(
                                        name,
                                        nearest(name),
                                        METHODS.stream().map(Method::name).collect(Collectors.joining(", ")))));
    }

    private static String nearest(String name) {
        return METHODS.stream()
                .map(Method::name)
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .orElseThrow();
    }

    /** Levenshtein's distance: insertions, deletions and substitutions that turn one word into the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substituted, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
