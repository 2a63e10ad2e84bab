package dev.podium.fuse;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/**
 * The candidates of several rankings of one query, and where each ranking put them.
 *
 * <p>They stand in the order that breaks ties: by the best rank any list gave them, then by the first list that gave it.
 * A stable sort by fused score is then all a fusion has left to do. A candidate that several lists hold comes back as
 * the first of them holds it.
 */
final class Union {

    /** What one list says of one candidate. */
    @FunctionalInterface
    interface Voice {
        /**
         * Says it.
         *
         * @param list index of the list
         * @param rank of the candidate in it, from 1; 0 if the list lacks it
         * @param score the list's own score; 0 if it lacks the candidate
         */
        double of(int list, int rank, double score);
    }

    private final Query query;
    private final List<Candidate> candidates;
    private final int lists;
    private final int[] ranks; // [candidate * lists + list], from 1; 0 where missing
    private final double[] scores; // likewise

    private Union(Query query, List<Candidate> candidates, int lists, int[] ranks, double[] scores) {
        this.query = query;
        this.candidates = candidates;
        this.lists = lists;
        this.ranks = ranks;
        this.scores = scores;
    }

    /** For methods that look at ranks only: any scale will do. */
    static Union byRank(List<Ranking> rankings) {
        if (rankings.isEmpty()) {
            throw new IllegalArgumentException("A fusion needs at least one ranking, but got none.");
        }
        Query query = rankings.getFirst().query();
        for (Ranking ranking : rankings) {
            if (!ranking.query().id().equals(query.id())) {
                throw new IllegalArgumentException(
                        "A ranking of query \"%s\" cannot be fused with one of query \"%s\".\nMaybe a run was shifted by one: fuse query by query."
                                .formatted(ranking.query().id(), query.id()));
            }
        }
        Map<String, Integer> places = places(rankings);
        Map<String, Candidate> firstHeld = HashMap.newHashMap(places.size());
        rankings.forEach(ranking ->
                ranking.forEach(hit -> firstHeld.putIfAbsent(hit.candidate().id(), hit.candidate())));
        int lists = rankings.size();
        int[] ranks = new int[places.size() * lists];
        double[] scores = new double[ranks.length];
        for (int list = 0; list < lists; list++) {
            List<Hit> hits = rankings.get(list).hits();
            for (int i = 0; i < hits.size(); i++) {
                int place = places.getOrDefault(hits.get(i).candidate().id(), -1);
                ranks[place * lists + list] = i + 1;
                scores[place * lists + list] = hits.get(i).score();
            }
        }
        List<Candidate> candidates = places.keySet().stream()
                .map(id -> Objects.requireNonNull(firstHeld.get(id)))
                .toList();
        return new Union(query, candidates, lists, ranks, scores);
    }

    /**
     * For methods that compute with scores.
     *
     * @throws IllegalArgumentException if a ranking only tells an order, or holds an infinite score
     */
    static Union byScore(List<Ranking> rankings) {
        for (int i = 0; i < rankings.size(); i++) {
            requireScores(rankings.get(i), i);
        }
        return byRank(rankings);
    }

    /** Refuses what cannot be computed with, naming the ranking by its place among those to be fused. */
    static void requireScores(Ranking ranking, int index) {
        if (ranking.isEmpty()) {
            return;
        }
        if (ranking.scale() == Scale.ORDINAL) {
            throw new IllegalArgumentException(
                    "The scores of ranking %d of query \"%s\" only tell an order and cannot be added (%s).\nMaybe fuse by ranks: rrf, or compose a normalisation by rank: norm=rank, norm=borda."
                            .formatted(index + 1, ranking.query().id(), ranking));
        }
        // the scores fall, so an infinite one stands at an end
        for (Hit hit : List.of(ranking.hits().getFirst(), ranking.hits().getLast())) {
            if (Double.isInfinite(hit.score())) {
                throw new IllegalArgumentException(
                        "The score %s of candidate \"%s\" in ranking %d of query \"%s\" cannot be added.\nMaybe fuse by ranks: rrf."
                                .formatted(
                                        hit.score(),
                                        hit.candidate().id(),
                                        index + 1,
                                        ranking.query().id()));
            }
        }
    }

    private static Map<String, Integer> places(List<Ranking> rankings) {
        Map<String, Integer> places = new LinkedHashMap<>();
        int deepest = rankings.stream().mapToInt(Ranking::size).max().orElse(0);
        for (int i = 0; i < deepest; i++) {
            for (Ranking ranking : rankings) {
                if (i < ranking.size()) {
                    places.putIfAbsent(ranking.hits().get(i).candidate().id(), places.size());
                }
            }
        }
        return places;
    }

    int size() {
        return candidates.size();
    }

    int lists() {
        return lists;
    }

    Candidate candidate(int i) {
        return candidates.get(i);
    }

    /** The rank of a candidate in a list, from 1; 0 where the list lacks it. */
    int rank(int candidate, int list) {
        return ranks[candidate * lists + list];
    }

    /**
     * What those lists say that hold the candidate, in rising order.
     *
     * <p>Rising, and not in the order of the lists: a sum of doubles depends on its order in the last bits, and two
     * candidates with the same ranks from different lists have to tie.
     */
    double[] held(int candidate, Voice voice) {
        double[] said = new double[lists];
        int count = 0;
        for (int list = 0; list < lists; list++) {
            int rank = rank(candidate, list);
            if (rank > 0) {
                said[count++] = voice.of(list, rank, scores[candidate * lists + list]);
            }
        }
        double[] held = Arrays.copyOf(said, count);
        Arrays.sort(held);
        return held;
    }

    /** The scores of those lists that hold the candidate, rising. */
    double[] held(int candidate) {
        return held(candidate, (_, _, score) -> score);
    }

    /** What all lists say, those included that lack the candidate; in rising order. */
    double[] all(int candidate, Voice voice) {
        double[] said = new double[lists];
        for (int list = 0; list < lists; list++) {
            said[list] = voice.of(list, rank(candidate, list), scores[candidate * lists + list]);
        }
        Arrays.sort(said);
        return said;
    }

    /** Sorts by fused score; ties by best rank, then by first appearance. */
    Ranking ranked(IntToDoubleFunction fused) {
        double[] values = new double[size()];
        Arrays.setAll(values, fused);
        return Ranking.byScore(query, candidates, values, Scale.REAL);
    }

    /** The candidates in this order, scored by the number of places down to the end. */
    Ranking arranged(List<Integer> order) {
        List<Hit> hits = new ArrayList<>(order.size());
        for (int i = 0; i < order.size(); i++) {
            hits.add(new Hit(candidates.get(order.get(i)), order.size() - i));
        }
        return new Ranking(query, hits, Scale.ORDINAL);
    }

    static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
