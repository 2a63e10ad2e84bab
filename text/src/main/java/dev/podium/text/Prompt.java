package dev.podium.text;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A prompt put together from token ids, whose parts can be found again.
 *
 * <p>Parts are tokenized apart and joined as ids, so that cutting one never changes another's tokens, and a prefix
 * shared by many prompts is the same ids in each.
 *
 * <p>What is cut, always at its end, until all fits: each part to its own budget; then the documents, the longest first,
 * one token at a time (so that they end equally long; of equally long ones the last is cut); when no document has
 * a token left, the queries in the same way. Fixed parts, and so the suffix, are never cut.
 *
 * @since 0.1.0
 */
public final class Prompt {

    private final int[] ids;
    private final Map<String, Span> spans;
    private final Map<String, Integer> dropped;

    private Prompt(int[] ids, Map<String, Span> spans, Map<String, Integer> dropped) {
        this.ids = ids;
        this.spans = spans;
        this.dropped = dropped;
    }

    /**
     * Puts parts together in their order.
     *
     * @param limit at most so many tokens in all
     * @throws IllegalArgumentException if the fixed parts alone are more, or two parts have one name
     */
    public static Prompt assemble(List<PromptPart> parts, int limit) {
        int[] sizes = parts.stream().mapToInt(PromptPart::size).toArray();
        int over = Arrays.stream(sizes).sum() - limit;
        over = trim(parts, sizes, PromptPart.Kind.DOCUMENT, over);
        over = trim(parts, sizes, PromptPart.Kind.QUERY, over);
        if (over > 0) {
            throw new IllegalArgumentException(
                    "The parts that may not be cut are %d tokens, and the limit is %d.\nMaybe shorten the instructions, or use a model with a longer context."
                            .formatted(limit + over, limit));
        }
        int[] ids = new int[Arrays.stream(sizes).sum()];
        Map<String, Span> spans = new LinkedHashMap<>();
        Map<String, Integer> dropped = new LinkedHashMap<>();
        int at = 0;
        for (int i = 0; i < sizes.length; i++) {
            PromptPart part = parts.get(i);
            int[] own = part.ids();
            System.arraycopy(own, 0, ids, at, sizes[i]);
            if (spans.put(part.name(), new Span(at, at + sizes[i])) != null) {
                throw new IllegalArgumentException(
                        "Two parts of the prompt are called \"%s\".\nMaybe number them.".formatted(part.name()));
            }
            dropped.put(part.name(), own.length - sizes[i]);
            at += sizes[i];
        }
        return new Prompt(ids, spans, dropped);
    }

    private static int trim(List<PromptPart> parts, int[] sizes, PromptPart.Kind kind, int over) {
        int left = over;
        while (left > 0) {
            int longest = -1;
            for (int i = 0; i < sizes.length; i++) {
                if (parts.get(i).kind() == kind && sizes[i] > 0 && (longest < 0 || sizes[i] >= sizes[longest])) {
                    longest = i;
                }
            }
            if (longest < 0) {
                return left;
            }
            sizes[longest]--;
            left--;
        }
        return left;
    }

    /** All ids; the array is the caller's own. */
    public int[] ids() {
        return ids.clone();
    }

    /** How many tokens. */
    public int size() {
        return ids.length;
    }

    /** Where a part stands. */
    public Span span(String part) {
        return known(spans, part);
    }

    /** How many tokens of a part were cut. */
    public int dropped(String part) {
        return known(dropped, part);
    }

    /** The names of the parts, in order. */
    public List<String> parts() {
        return List.copyOf(spans.keySet());
    }

    private static <T> T known(Map<String, T> of, String part) {
        T found = of.get(part);
        if (found == null) {
            throw new IllegalArgumentException(
                    "The prompt has no part \"%s\"; it has %s.".formatted(part, of.keySet()));
        }
        return found;
    }
}
