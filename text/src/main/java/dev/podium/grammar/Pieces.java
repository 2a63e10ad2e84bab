package dev.podium.grammar;

import dev.podium.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What a model writes with: the tokens of its vocabulary in the order of their bytes, and those that end an answer.
 *
 * <p>Made once a model and used by all its grammars: a vocabulary of 150,000 tokens takes longer to sort than an answer to check.
 *
 * @since 0.1.0
 */
public final class Pieces {

    record Piece(byte[] bytes, int id) {}

    private final List<Piece> sorted; // by bytes, unsigned
    private final int[] ends; // ascending

    private Pieces(List<Piece> sorted, int[] ends) {
        this.sorted = sorted;
        this.ends = ends;
    }

    /**
     * Those of a vocabulary.
     *
     * @param ends tokens any of which ends an answer, at least one
     */
    public static Pieces of(Vocabulary vocabulary, Collection<Integer> ends) {
        if (ends.isEmpty()) {
            throw new IllegalArgumentException(
                    "At least one token must end an answer.\nMaybe the checkpoint names none: give the one it was trained with.");
        }
        List<Piece> pieces = new ArrayList<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            byte[] bytes = vocabulary.bytes(id);
            if (bytes != null && bytes.length > 0 && !ends.contains(id)) {
                pieces.add(new Piece(bytes, id));
            }
        }
        pieces.sort((a, b) -> Arrays.compareUnsigned(a.bytes, b.bytes));
        return new Pieces(
                List.copyOf(pieces),
                ends.stream().mapToInt(Integer::intValue).distinct().sorted().toArray());
    }

    /** All but the ends, by their bytes. */
    List<Piece> sorted() {
        return sorted;
    }

    /** Those that end an answer, ascending: never to be written to. */
    int[] ends() {
        return ends;
    }

    boolean ends(int token) {
        return Arrays.binarySearch(ends, token) >= 0;
    }
}
