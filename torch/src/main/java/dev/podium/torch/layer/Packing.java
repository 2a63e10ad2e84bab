package dev.podium.torch.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sequences laid end to end, [tokens, ...], without padding between them.
 *
 * <p>Linear layers and norms see one long matrix, and only attention asks where a sequence begins. So a batch of mixed lengths costs
 * what its tokens cost, and no result depends on what stands beside it but by the rounding of a matrix product.
 *
 * <p>A sequence may hide some of its tokens from its own attention ({@link Segment#firstKey}): that is how a batch with padding, which
 * others made, is calculated as they do.
 *
 * @param segments the sequences, in their order, without a gap
 * @since 0.1.0
 */
public record Packing(List<Segment> segments) {

    /**
     * One sequence.
     *
     * @param from its first token in the packing
     * @param to one after its last
     * @param firstKey the first token that its queries see, counted within the sequence
     * @param lastKey one after the last that they see
     */
    public record Segment(int from, int to, int firstKey, int lastKey) {

        /** Checks. */
        public Segment {
            if (from < 0 || to < from || firstKey < 0 || lastKey < firstKey || lastKey > to - from) {
                throw new IllegalArgumentException(
                        "The sequence at [%d, %d) cannot show its queries the tokens [%d, %d).\nMaybe the mask is of another batch."
                                .formatted(from, to, firstKey, lastKey));
            }
        }

        /** Its tokens. */
        public int length() {
            return to - from;
        }

        /** Whether its queries see all of it. */
        public boolean whole() {
            return firstKey == 0 && lastKey == length();
        }
    }

    /** Sequences of equal length side by side: they can go through attention as one batch. */
    public record Group(int from, int count, Segment first) {

        /** Tokens of each. */
        public int length() {
            return first.length();
        }

        /** One after the last token of all of them. */
        public int to() {
            return from + count * length();
        }
    }

    /** Copies and checks. */
    public Packing {
        segments = List.copyOf(segments);
        int at = 0;
        for (Segment segment : segments) {
            if (segment.from() != at) {
                throw new IllegalArgumentException("The sequence at %d must begin at %d, where the one before it ends."
                        .formatted(segment.from(), at));
            }
            at = segment.to();
        }
    }

    /** Sequences that see all of themselves. */
    public static Packing of(int... lengths) {
        List<Segment> segments = new ArrayList<>();
        int at = 0;
        for (int length : lengths) {
            segments.add(new Segment(at, at + length, 0, length));
            at += length;
        }
        return new Packing(segments);
    }

    /**
     * Sequences of equal length, of which some tokens are padding.
     *
     * @param mask [sequence][token], 1 for a token and 0 for padding, which stands at one end or both
     */
    public static Packing masked(int[][] mask) {
        List<Segment> segments = new ArrayList<>();
        int at = 0;
        for (int[] row : mask) {
            int first = 0;
            while (first < row.length && row[first] == 0) {
                first++;
            }
            int last = row.length;
            while (last > first && row[last - 1] == 0) {
                last--;
            }
            if (Arrays.stream(row, first, last).anyMatch(seen -> seen == 0)) {
                throw new IllegalArgumentException(
                        "The mask %s hides a token between others; padding must stand at an end."
                                .formatted(Arrays.toString(row)));
            }
            segments.add(new Segment(at, at + row.length, first, last));
            at += row.length;
        }
        return new Packing(segments);
    }

    /** Tokens of all sequences. */
    public int tokens() {
        return segments.isEmpty() ? 0 : segments.getLast().to();
    }

    /** How many sequences. */
    public int size() {
        return segments.size();
    }

    /** Neighbours of equal length and view, together: sort by length first, and there are few. */
    public List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (Segment segment : segments) {
            Group last = groups.isEmpty() ? null : groups.getLast();
            if (last != null && alike(last.first(), segment)) {
                groups.set(groups.size() - 1, new Group(last.from(), last.count() + 1, last.first()));
            } else {
                groups.add(new Group(segment.from(), 1, segment));
            }
        }
        return groups;
    }

    private static boolean alike(Segment a, Segment b) {
        return a.length() == b.length() && a.firstKey() == b.firstKey() && a.lastKey() == b.lastKey();
    }
}
