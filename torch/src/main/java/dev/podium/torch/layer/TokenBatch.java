package dev.podium.torch.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * Token ids of several sequences, end to end, with what belongs to each token.
 *
 * @since 0.1.0
 */
public final class TokenBatch {

    private final int[] ids;
    private final int[] types;
    private final Packing packing;

    private TokenBatch(int[] ids, int[] types, Packing packing) {
        if (ids.length != packing.tokens() || types.length != ids.length) {
            throw new IllegalArgumentException("The ids (%d) and types (%d) must be as many as the tokens packed (%d)."
                    .formatted(ids.length, types.length, packing.tokens()));
        }
        this.ids = ids;
        this.types = types;
        this.packing = packing;
    }

    /** Sequences that see all of themselves, of type 0. */
    public static TokenBatch of(List<int[]> sequences) {
        return of(sequences, sequences.stream().map(ids -> new int[ids.length]).toList());
    }

    /** Sequences that see all of themselves. @param types of each token of each, 0 for a first text and 1 for a second */
    public static TokenBatch of(List<int[]> sequences, List<int[]> types) {
        return new TokenBatch(
                joined(sequences),
                joined(types),
                Packing.of(sequences.stream().mapToInt(ids -> ids.length).toArray()));
    }

    /** A rectangle with padding that is hidden. @param mask [sequence][token], 0 for padding */
    public static TokenBatch masked(int[][] ids, int[][] types, int[][] mask) {
        return new TokenBatch(joined(List.of(ids)), joined(List.of(types)), Packing.masked(mask));
    }

    private static int[] joined(List<int[]> parts) {
        int[] joined = new int[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (int[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    /** The ids, [tokens], a copy. */
    public int[] ids() {
        return ids.clone();
    }

    /** The types, [tokens], a copy. */
    public int[] types() {
        return types.clone();
    }

    /** Where each sequence lies. */
    public Packing packing() {
        return packing;
    }

    /** The ids of each sequence. */
    public List<int[]> sequences() {
        List<int[]> sequences = new ArrayList<>();
        for (Packing.Segment segment : packing.segments()) {
            sequences.add(java.util.Arrays.copyOfRange(ids, segment.from(), segment.to()));
        }
        return sequences;
    }
}
