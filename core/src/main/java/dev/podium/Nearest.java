package dev.podium;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Did you mean: the error for a name that nobody knows.
 *
 * @since 0.1.0
 */
public final class Nearest {

    private Nearest() {}

    /**
     * The error.
     *
     * @param kind of thing that is named, for the message
     * @param name that was given
     * @param known names, at least one; the nearest, whatever its case, is proposed and all are listed
     */
    public static IllegalArgumentException unknown(String kind, String name, List<String> known) {
        return unknown(kind, name, name, known);
    }

    /** The same where the name is a part of what was given. */
    public static IllegalArgumentException unknown(String kind, String text, String name, List<String> known) {
        String lower = name.toLowerCase(Locale.ROOT);
        String nearest = known.stream()
                .min(Comparator.comparingInt(one -> distance(lower, one.toLowerCase(Locale.ROOT))))
                .orElseThrow();
        return new IllegalArgumentException("There is no %s \"%s\".\nMaybe \"%s\"; all of them: %s."
                .formatted(kind, text, nearest, String.join(", ", known)));
    }

    /** Levenshtein's distance, where two letters changed round count once: names are mostly mistyped so. */
    private static int distance(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                int substituted = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                table[i][j] = Math.min(Math.min(table[i - 1][j], table[i][j - 1]) + 1, substituted);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
                }
            }
        }
        return table[a.length()][b.length()];
    }
}
