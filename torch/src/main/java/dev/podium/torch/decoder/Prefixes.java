package dev.podium.torch.decoder;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * What sequences of the last calls began with: the next query of a template finds the template's keys here.
 *
 * <p>Bounded by tokens; the longest unused goes first.
 */
final class Prefixes implements AutoCloseable {

    // About half a gigabyte for a model of 0.6 billion parameters, 50 megabytes for one of 0.1 billion.
    private static final int MOST_TOKENS = 2048;
    private static final int LEAST_TOKENS = 32;

    private record Prefix(int[] ids, int regime, Past past) {}

    // Enough to notice a template between calls for a few queries.
    private static final int MOST_MET = 8;

    private final Deque<Prefix> recent = new ArrayDeque<>(); // the last used first
    private final Deque<int[]> met = new ArrayDeque<>();

    /** How many of its first tokens a sequence has in common with one that was met. */
    int met(int[] ids) {
        int longest = 0;
        for (int[] other : met) {
            int mismatch = Arrays.mismatch(ids, other);
            longest = Math.max(longest, mismatch < 0 ? ids.length : mismatch);
        }
        return longest;
    }

    /** Remembers that a sequence came, by its tokens alone. */
    void meet(int[] ids) {
        met.addFirst(ids.clone());
        if (met.size() > MOST_MET) {
            met.removeLast();
        }
    }

    /**
     * The longest past known that a sequence begins with; held here, not for the caller.
     *
     * @param mostTokens of the past
     * @param regime of the sequence: keys that were turned for texts of another length are others
     */
    Past before(int[] ids, int mostTokens, int regime) {
        Prefix best = null;
        int longest = LEAST_TOKENS - 1;
        for (Prefix prefix : recent) {
            int mismatch = Arrays.mismatch(ids, prefix.ids);
            int alike = Math.min(mismatch < 0 ? ids.length : mismatch, mostTokens);
            if (alike > longest && prefix.regime == regime) {
                longest = alike;
                best = prefix;
            }
        }
        if (best == null) {
            return Past.NONE;
        }
        recent.remove(best);
        recent.addFirst(best);
        return best.past.first(longest);
    }

    /** Keeps one, unless it is too long. @param regime of the sequence that it is of */
    void keep(int[] ids, int regime, Past past) {
        if (ids.length > MOST_TOKENS) {
            return;
        }
        recent.addFirst(new Prefix(ids, regime, past.hold()));
        int tokens = 0;
        for (var prefixes = recent.iterator(); prefixes.hasNext(); ) {
            Prefix prefix = prefixes.next();
            tokens += prefix.ids.length;
            if (tokens > MOST_TOKENS) {
                prefixes.remove();
                prefix.past.release();
            }
        }
    }

    @Override
    public void close() {
        recent.forEach(prefix -> prefix.past.release());
        recent.clear();
        met.clear();
    }
}
