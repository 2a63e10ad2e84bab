package dev.podium.torch.sentence;

/**
 * What gives way when a pair is too long.
 *
 * @since 0.1.0
 */
public enum Truncation {
    /**
     * The document alone, as long as the query leaves it a quarter of the room: a query without its end asks something else. The
     * law of {@link dev.podium.model.PairScoring}.
     */
    KEEP_QUERY,
    /** The longer of the two until both are equally long, then both: what the reference implementation does. */
    LONGEST_FIRST;

    /** How many tokens of a query and a document stay, of a room for both. */
    int[] kept(int query, int document, int room) {
        if (query + document <= room) {
            return new int[] {query, document};
        }
        return switch (this) {
            case KEEP_QUERY -> {
                int kept = Math.min(query, Math.max(room - room / 4, room - document));
                yield new int[] {kept, Math.min(document, room - kept)};
            }
            case LONGEST_FIRST -> {
                int shorter = Math.min(query, document);
                int longer = shorter > room ? shorter : Math.max(shorter, room - shorter);
                if (shorter + longer > room) {
                    shorter = room / 2;
                    longer = room - shorter;
                }
                yield query > document ? new int[] {longer, shorter} : new int[] {shorter, longer};
            }
        };
    }
}
