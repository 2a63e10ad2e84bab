package dev.podium;

import java.util.ArrayList;
import java.util.List;

/**
 * A first stage: finds candidates for a query.
 *
 * <p>Pipelines grow from here: {@code bm25.cut(100).then(crossEncoder).cut(10)}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Retriever {

    /**
     * Finds candidates.
     *
     * @return best first, of the query given
     */
    Ranking retrieve(Query query);

    /** This, and then a reranker over what it found. Associative: {@code a.then(b).then(c)} equals {@code a.then(b.then(c))}. */
    default Retriever then(Reranker next) {
        return Pipeline.start(this, next);
    }

    /** The best {@code k} only. {@code cut(a).cut(b)} equals {@code cut(min(a, b))}. */
    default Retriever cut(int k) {
        return then(new Pipeline.Cut(k));
    }

    /** This and others, side by side, made one by a fusion. */
    default Retriever fusedWith(Fusion fusion, Retriever... others) {
        List<Retriever> all = new ArrayList<>();
        all.add(this);
        all.addAll(List.of(others));
        return new Pipeline.Fused(fusion, all);
    }

    /** Learns a better query from what this found; say with {@link Fed#into} who searches again. */
    default Fed feeding(Feedback feedback) {
        return second -> new Pipeline.Refound(this, feedback, second);
    }

    /** The same under a name that prints and compares: a lambda alone is equal to itself only. */
    default Retriever named(String name) {
        return new Pipeline.NamedRetriever(name, this);
    }

    /** A first pass and its feedback, waiting to be told who searches again. */
    @FunctionalInterface
    interface Fed {
        /** Searches again with the better query; the ranking returned answers the query first asked. */
        Retriever into(Retriever second);
    }
}
