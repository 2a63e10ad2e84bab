package dev.podium.torch.sentence;

import dev.podium.text.Encoding;
import dev.podium.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * The marks that a tokenizer puts around one or two texts: {@code [CLS] a [SEP] b [SEP]} and its relatives.
 *
 * <p>Read off the tokenizer's own answer to a probe, so that any post-processor it may have is followed without knowing its kind.
 *
 * @param parts in order: a mark, or a place where a text goes
 */
record Marks(List<Part> parts) {

    /** No marks, one text. */
    static final Marks NONE = new Marks(List.of(new Part(0, 0, 0)));

    private static final String PROBE = "a";

    /**
     * A mark or a place.
     *
     * @param text which text goes here, from 0; -1 for a mark
     * @param id the mark's token; unused for a place
     * @param type token type of what stands here
     */
    record Part(int text, int id, int type) {}

    /** Copies. */
    Marks {
        parts = List.copyOf(parts);
    }

    /** Around one text. */
    static Marks ofText(Tokenizer tokenizer) {
        return of(tokenizer.encode(PROBE, true));
    }

    /** Around two. */
    static Marks ofPair(Tokenizer tokenizer) {
        return of(tokenizer.encodePair(PROBE, PROBE, Integer.MAX_VALUE));
    }

    private static Marks of(Encoding probe) {
        List<Part> parts = new ArrayList<>();
        int placed = -1;
        int[] ids = probe.ids();
        int[] types = probe.types();
        for (int i = 0; i < ids.length; i++) {
            if (probe.text(i) < 0) {
                parts.add(new Part(-1, ids[i], types[i]));
            } else if (probe.text(i) != placed) {
                placed = probe.text(i);
                parts.add(new Part(placed, 0, types[i]));
            }
        }
        return new Marks(parts);
    }

    /** How many marks there are. */
    int count() {
        return (int) parts.stream().filter(part -> part.text() < 0).count();
    }

    /** How many of them stand before the first text. */
    int leading() {
        int leading = 0;
        while (leading < parts.size() && parts.get(leading).text() < 0) {
            leading++;
        }
        return leading;
    }

    /** How many of them stand after the last text. */
    int trailing() {
        int trailing = 0;
        while (trailing < parts.size() && parts.get(parts.size() - 1 - trailing).text() < 0) {
            trailing++;
        }
        return trailing;
    }

    /**
     * Puts texts in their places.
     *
     * @param texts the tokens of each
     * @param kept how many of each, from its first
     * @param length of the result at least: what is missing is filled
     * @param filler what with, of type 0
     * @return ids and types
     */
    int[][] around(int[][] texts, int[] kept, int length, int filler) {
        int own = count();
        for (int keep : kept) {
            own += keep;
        }
        int[] ids = new int[Math.max(own, length)];
        int[] types = new int[ids.length];
        int at = 0;
        for (Part part : parts) {
            int size = part.text() < 0 ? 1 : kept[part.text()];
            for (int i = 0; i < size; i++, at++) {
                ids[at] = part.text() < 0 ? part.id() : texts[part.text()][i];
                types[at] = part.type();
            }
        }
        java.util.Arrays.fill(ids, at, ids.length, filler);
        return new int[][] {ids, types};
    }
}
