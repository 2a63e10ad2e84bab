package dev.podium;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a judge is shown: a query and some of its candidates, in the order shown.
 *
 * <p>The score of a hit is what the stage before thought of it. It belongs to the candidate, not to the place, and no
 * order ever changes it: a window that is asked about twice still shows each candidate with its own first-stage score.
 * That is why a Slate, unlike a {@link Ranking}, need not fall.
 *
 * @param query what was asked
 * @param hits in the order shown
 * @param scale what a difference of the earlier scores means
 * @since 0.1.0
 */
public record Slate(Query query, List<Hit> hits, Scale scale) {
    public Slate {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(scale, "scale");
        hits = List.copyOf(hits);
    }

    /** How many candidates are shown. */
    public int size() {
        return hits.size();
    }

    /** The candidate at index {@code i}. */
    public Candidate candidate(int i) {
        return hits.get(i).candidate();
    }

    /** The candidates in the order shown. */
    public List<Candidate> candidates() {
        return hits.stream().map(Hit::candidate).toList();
    }

    /** What the stage before thought of the candidate at index {@code i}. */
    public double score(int i) {
        return hits.get(i).score();
    }

    /** The candidates at these indices, in this order. */
    public Slate pick(int... indices) {
        List<Hit> picked = new ArrayList<>(indices.length);
        for (int i : indices) {
            picked.add(hits.get(i));
        }
        return new Slate(query, picked, scale);
    }
}
