package dev.podium;

import org.jspecify.annotations.Nullable;

/**
 * A limit on calls, tokens, time or money was spent before the ranking was finished.
 *
 * <p>Thrown by the model wrapper that counts. An order that meets it throws it on with the list as it stands, so a spent
 * budget still ranks.
 *
 * @since 0.1.0
 */
public final class LimitReachedException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final transient @Nullable Ranking best;
    private final int settled;

    /** A limit was met where no ranking is known yet. */
    public LimitReachedException(String message) {
        this(message, null, 0, null);
    }

    private LimitReachedException(
            @Nullable String message, @Nullable Ranking best, int settled, @Nullable LimitReachedException cause) {
        super(message, cause);
        this.best = best;
        this.settled = settled;
    }

    /** The same, carrying the list as it stands. */
    public LimitReachedException with(Ranking bestSoFar) {
        return with(bestSoFar, 0);
    }

    /**
     * The same, carrying the list as it stands.
     *
     * @param ranks from the first on that more questions would not have changed
     */
    public LimitReachedException with(Ranking bestSoFar, int ranks) {
        return new LimitReachedException(getMessage(), bestSoFar, ranks, this);
    }

    /** The best ranking so far: a permutation of what was to be ranked; null where none was begun. */
    public @Nullable Ranking best() {
        return best;
    }

    /**
     * How many ranks of {@link #best()}, from the first on, stand as they would have stood without a limit; 0 where nobody
     * knows. An order that takes out the best one by one knows, one that sorts all at once does not.
     */
    public int settled() {
        return settled;
    }
}
