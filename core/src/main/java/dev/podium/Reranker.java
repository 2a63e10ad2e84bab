package dev.podium;

/**
 * A later stage: turns a ranking into a better one.
 *
 * <p>Returns a permutation of what it was given, or fewer where its name says so ({@link #cut}); candidates come back
 * untouched; the query stays; ties keep their order.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Reranker {

    /**
     * Reorders.
     *
     * @throws LimitReachedException if a limit was spent on the way; it carries the best ranking so far
     */
    Ranking rerank(Ranking ranking);

    /** This, and then another over what it returned. Associative; {@link #identity()} is neutral on both sides. */
    default Reranker then(Reranker next) {
        return Pipeline.chain(this, next);
    }

    /** The best {@code k} of what this returned. */
    default Reranker cut(int k) {
        return then(new Pipeline.Cut(k));
    }

    /**
     * This, over the best {@code k} only; what stands below stays below, in its order (see {@link Ranking#above}).
     *
     * <p>Rerank deeper than you cut: a list cut to 10 and reranked to depth 10 can gain no new member.
     */
    default Reranker onTop(int k) {
        return new Pipeline.OnTop(this, k);
    }

    /**
     * This and another over the same list, made one by a fusion.
     *
     * <p>{@code reranker.fusedWith(fusion, Reranker.identity())} blends a reranker with the stage before it.
     */
    default Reranker fusedWith(Fusion fusion, Reranker other) {
        return new Pipeline.Blend(fusion, this, other);
    }

    /** The same under a name that prints and compares: a lambda alone is equal to itself only. */
    default Reranker named(String name) {
        return new Pipeline.NamedReranker(name, this);
    }

    /** Returns what it was given. */
    static Reranker identity() {
        return Pipeline.Identity.IDENTITY;
    }
}
