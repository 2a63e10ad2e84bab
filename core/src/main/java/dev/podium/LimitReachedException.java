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

    /** A limit was met where no ranking is known yet. */
    public LimitReachedException(String message) {
        this(message, null, null);
    }

    private LimitReachedException(
            @Nullable String message, @Nullable Ranking best, @Nullable LimitReachedException cause) {
        super(message, cause);
        this.best = best;
    }

    /** The same, carrying the list as it stands. */
    public LimitReachedException with(Ranking bestSoFar) {
        return new LimitReachedException(getMessage(), bestSoFar, this);
    }

    /** The best ranking so far: a permutation of what was to be ranked; null where none was begun. */
    public @Nullable Ranking best() {
        return best;
    }
}
