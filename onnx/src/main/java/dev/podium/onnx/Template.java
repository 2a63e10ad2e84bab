package dev.podium.onnx;

import dev.podium.text.Encoding;
import dev.podium.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The marks that a tokenizer puts around one or two texts: {@code [CLS] a [SEP] b [SEP]} and its relatives.
 *
 * <p>Read off the tokenizer's own answer to a probe, so that any post-processor it may have is followed without knowing
 * its kind.
 *
 * @param parts in order: a mark, or a place where a text goes
 */
record Template(List<Part> parts) {
    Template {
        parts = List.copyOf(parts);
    }

    /**
     * A mark or a place.
     *
     * @param text which text goes here, from 0; -1 for a mark
     * @param token the mark's token; unused for a place
     * @param type token type of what stands here
     */
    record Part(int text, int token, int type) {}

    private static final String PROBE = "a";

    /** The marks around one text. */
    static Template ofText(Tokenizer tokenizer) {
        return of(tokenizer.encode(PROBE, true), 1);
    }

    /** The marks around two texts. */
    static Template ofPair(Tokenizer tokenizer) {
        return of(tokenizer.encodePair(PROBE, PROBE, Integer.MAX_VALUE), 2);
    }

    private static Template of(Encoding probe, int count) {
        return of(
                probe.ids(),
                probe.types(),
                IntStream.range(0, probe.size()).map(probe::text).toArray(),
                count);
    }

    /**
     * Reads a template off a probe.
     *
     * @param tokens of the probe
     * @param types of its tokens
     * @param texts which text each token came from, -1 for marks
     * @param count how many texts were probed
     */
    static Template of(int[] tokens, int[] types, int[] texts, int count) {
        List<Part> parts = new ArrayList<>();
        int placed = -1;
        for (int i = 0; i < tokens.length; i++) {
            if (texts[i] < 0) {
                parts.add(new Part(-1, tokens[i], types[i]));
            } else if (texts[i] != placed) {
                placed = texts[i];
                parts.add(new Part(placed, 0, types[i]));
            }
        }
        long places = parts.stream().filter(part -> part.text >= 0).count();
        if (places != count) {
            throw new IllegalArgumentException(
                    "The tokenizer shows %d of %d texts.\nMaybe its post-processor has no template for pairs."
                            .formatted(places, count));
        }
        return new Template(parts);
    }

    /** How many marks there are. */
    int marks() {
        return (int) parts.stream().filter(part -> part.text < 0).count();
    }

    /** How many marks stand before the first text. */
    int leading() {
        int leading = 0;
        while (parts.get(leading).text < 0) {
            leading++;
        }
        return leading;
    }

    /**
     * Texts with their marks.
     *
     * @param texts the tokens of each
     * @param lengths how many tokens of each are taken, from the start
     */
    Sequence fill(int[][] texts, int... lengths) {
        int size = marks();
        for (int length : lengths) {
            size += length;
        }
        int[] tokens = new int[size];
        int[] types = new int[size];
        int at = 0;
        for (Part part : parts) {
            int length = part.text < 0 ? 1 : lengths[part.text];
            if (part.text < 0) {
                tokens[at] = part.token;
            } else {
                System.arraycopy(texts[part.text], 0, tokens, at, length);
            }
            java.util.Arrays.fill(types, at, at + length, part.type);
            at += length;
        }
        return new Sequence(tokens, types);
    }

    /**
     * What a graph is shown.
     *
     * @param tokens with marks
     * @param types one a token
     */
    record Sequence(int[] tokens, int[] types) {}
}
