package dev.podium.text;

/**
 * Token ids, and where in the text each came from.
 *
 * @since 0.1.0
 */
public final class Encoding {

    private final int[] ids;
    private final int[] types;
    private final int[] texts;
    private final int[] from;
    private final int[] to;

    Encoding(int[] ids, int[] types, int[] texts, int[] from, int[] to) {
        this.ids = ids;
        this.types = types;
        this.texts = texts;
        this.from = from;
        this.to = to;
    }

    /** How many tokens there are. */
    public int size() {
        return ids.length;
    }

    /** The ids; the array is the caller's own. */
    public int[] ids() {
        return ids.clone();
    }

    /** The segment of each token (token type ids), 0 or 1; the array is the caller's own. */
    public int[] types() {
        return types.clone();
    }

    /** Which text token {@code i} is of: 0, 1, or -1 for a mark. */
    public int text(int i) {
        return texts[i];
    }

    /** Where token {@code i} begins, in chars of its text; 0 for a mark. */
    public int from(int i) {
        return from[i];
    }

    /** Where token {@code i} ends, exclusive, in chars of its text; 0 for a mark. */
    public int to(int i) {
        return to[i];
    }

    /** The first tokens. */
    Encoding first(int size) {
        return size >= ids.length
                ? this
                : new Encoding(cut(ids, size), cut(types, size), cut(texts, size), cut(from, size), cut(to, size));
    }

    private static int[] cut(int[] all, int size) {
        return java.util.Arrays.copyOf(all, size);
    }
}
