package dev.podium;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * A query and its candidates, best first.
 *
 * <p>The rank of a hit is its position plus one and is never stored, so it cannot disagree. Whoever holds a Ranking
 * knows: no id stands twice, no score is NaN, no score rises on the way down.
 *
 * @param query what was asked
 * @param hits best first
 * @param scale what a difference of scores means
 * @since 0.1.0
 */
public record Ranking(Query query, List<Hit> hits, Scale scale) implements Iterable<Hit> {

    /**
     * @throws IllegalArgumentException if an id stands twice or a score rises; the message names the candidates and the
     *     values
     */
    public Ranking {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(scale, "scale");
        hits = List.copyOf(hits);
        int[] seen = new int[Integer.highestOneBit(Math.max(1, hits.size())) << 2];
        for (int i = 0; i < hits.size(); i++) {
            Hit hit = hits.get(i);
            if (stoodBefore(i, hits, seen)) {
                throw new IllegalArgumentException(
                        "Candidate \"%s\" stands twice in the ranking of query \"%s\".\nMaybe give equal documents different ids: Podium never merges them."
                                .formatted(hit.candidate().id(), query.id()));
            }
            if (i > 0 && hit.score() > hits.get(i - 1).score()) {
                throw new IllegalArgumentException(
                        "The score %s of candidate \"%s\" at rank %d of query \"%s\" is above the score %s before it.\nMaybe use Ranking.byScore, which sorts."
                                .formatted(
                                        hit.score(),
                                        hit.candidate().id(),
                                        i + 1,
                                        query.id(),
                                        hits.get(i - 1).score()));
            }
        }
    }

    /**
     * Whether an earlier hit has the id of hit {@code i}; if not, it is put among the seen.
     *
     * <p>A hash set would cost a node a candidate each time a ranking is made. Here an open table holds positions plus one, at
     * most half full, so that its probes are few and a list of 100,000 takes one megabyte.
     */
    private static boolean stoodBefore(int i, List<Hit> hits, int[] seen) {
        String id = hits.get(i).candidate().id();
        // Fibonacci hashing: ids that count up have hash codes that count up, and would stand in one long cluster
        int at = (id.hashCode() * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(seen.length - 1);
        while (seen[at] != 0) {
            if (hits.get(seen[at] - 1).candidate().id().equals(id)) {
                return true;
            }
            at = (at + 1) & (seen.length - 1);
        }
        seen[at] = i + 1;
        return false;
    }

    /**
     * Sorts by score, highest first; equal scores keep the order given.
     *
     * @param scores one a candidate, in the order of {@code candidates}
     * @throws IllegalArgumentException if the numbers differ or a score is NaN
     */
    public static Ranking byScore(Query query, List<Candidate> candidates, double[] scores, Scale scale) {
        if (candidates.size() != scores.length) {
            throw new IllegalArgumentException("There are %d scores for %d candidates of query \"%s\"."
                    .formatted(scores.length, candidates.size(), query.id()));
        }
        List<Hit> hits = new ArrayList<>(scores.length);
        for (int i = 0; i < scores.length; i++) {
            hits.add(new Hit(candidates.get(i), scores[i]));
        }
        hits.sort(BEST_FIRST);
        return new Ranking(query, hits, scale);
    }

    /** Keeps the order given; the scores are 1/rank and mean nothing more. */
    public static Ranking inOrder(Query query, List<Candidate> candidates) {
        List<Hit> hits = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            hits.add(new Hit(candidates.get(i), 1.0 / (i + 1)));
        }
        return new Ranking(query, hits, Scale.ORDINAL);
    }

    // Double.compare would put 0.0 above -0.0 and so break a tie that is one
    private static final Comparator<Hit> BEST_FIRST =
            (a, b) -> a.score() == b.score() ? 0 : a.score() > b.score() ? -1 : 1;

    /** How many candidates there are. */
    public int size() {
        return hits.size();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return hits.isEmpty();
    }

    /** The candidates, best first. */
    public List<Candidate> candidates() {
        return hits.stream().map(Hit::candidate).toList();
    }

    /** The ids, best first. */
    public List<String> ids() {
        return hits.stream().map(hit -> hit.candidate().id()).toList();
    }

    /** The scores, best first. */
    public double[] scores() {
        return hits.stream().mapToDouble(Hit::score).toArray();
    }

    /** The same candidates as a judge sees them. */
    public Slate slate() {
        return new Slate(query, hits, scale);
    }

    /** The hits from index {@code from} up to but without {@code to}. */
    public Ranking slice(int from, int to) {
        return from == 0 && to == size() ? this : new Ranking(query, hits.subList(from, to), scale);
    }

    /** The best {@code k}, or all where there are fewer. */
    public Ranking top(int k) {
        if (k < 0) {
            throw new IllegalArgumentException("The cut-off (%d) must not be negative.".formatted(k));
        }
        return slice(0, Math.min(k, size()));
    }

    /** The same order for another wording of the query. */
    public Ranking of(Query other) {
        return query.equals(other) ? this : new Ranking(other, hits, scale);
    }

    /**
     * Puts this ranking above another of the same query.
     *
     * <p>The scores of this one stay; those of the tail are moved down as a block so that its best lies one below the
     * worst here. The result is {@link Scale#ORDINAL}: a difference across the seam means nothing.
     *
     * @param tail has no candidate of this ranking
     */
    public Ranking above(Ranking tail) {
        if (tail.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return tail.of(query);
        }
        double floor = hits.getLast().score() - 1;
        double best = tail.hits.getFirst().score();
        if (Double.isInfinite(floor) || tail.hits.stream().anyMatch(hit -> Double.isInfinite(hit.score()))) {
            List<Candidate> all = new ArrayList<>(candidates());
            all.addAll(tail.candidates());
            return inOrder(query, all); // an infinite score cannot be moved down: only the order is left to tell
        }
        List<Hit> all = new ArrayList<>(hits);
        for (Hit hit : tail) {
            all.add(new Hit(hit.candidate(), floor - (best - hit.score())));
        }
        return new Ranking(query, all, Scale.ORDINAL);
    }

    @Override
    public Iterator<Hit> iterator() {
        return hits.iterator();
    }

    /** The query's id, the size and the head of the list, for people. */
    @Override
    public String toString() {
        String head = Arrays.toString(ids().stream().limit(5).toArray());
        return "Ranking of %d for \"%s\" (%s) %s%s"
                .formatted(size(), query.id(), scale, head, size() > 5 ? " ..." : "");
    }
}
