package dev.podium.metric;

import dev.podium.Hit;
import dev.podium.Ranking;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A ranking as a preference measure sees it: who preferred what to what, documents told apart by where they stand.
 *
 * <p>Judged documents have a place: first those retrieved, in their order, then the others by id. Unjudged ones have none.
 * Here, unlike in {@link Judged}, equal scores stand by id in rising order, as they do in trec_eval's own counting of
 * preferences.
 *
 * @param retrieved how many judged documents were retrieved: they have the places below
 * @param groups one a reader
 */
record Preferred(int retrieved, int judged, List<Order> groups) {

    /**
     * One reader's judgments, by place.
     *
     * @param above [place], the places that the document there is preferred to
     * @param levels [place], or NaN where this reader did not judge
     * @param complete whether all was judged in one comparison, so that levels compare across all of it
     */
    record Order(BitSet[] above, double[] levels, boolean complete) {

        /** How many from place {@code from} up to but without {@code to} are relevant, or are not. */
        int count(boolean relevant, int to) {
            int count = 0;
            for (int place = 0; place < to; place++) {
                if (relevant ? levels[place] > 0 : complete ? levels[place] <= 0 : levels[place] == 0) {
                    count++;
                }
            }
            return count;
        }
    }

    /** What a set of preferences comes to. */
    record Tally(long fulfilled, long possible) {
        Tally plus(Tally other) {
            return new Tally(fulfilled + other.fulfilled, possible + other.possible);
        }

        /** Fulfilled over possible; 0 where nothing was. */
        double ratio() {
            return possible == 0 ? 0 : (double) fulfilled / possible;
        }
    }

    /** Which pairs count. */
    enum Pairs {
        /** All; one of which neither was retrieved counts as not fulfilled. */
        ALL,
        /** Those of which at least one was retrieved; what was not stands below all that was. */
        IMPLIED,
        /** Those of which both were retrieved. */
        RETRIEVED
    }

    /** Places the judged documents of a query. */
    static Preferred of(@Nullable Ranking ranking, List<Preferences.Group> groups, Evaluation.Options options) {
        TreeSet<String> judged = new TreeSet<>(Evaluation.BYTES);
        groups.forEach(group -> group.comparisons().forEach(comparison -> judged.addAll(comparison.keySet())));
        Map<String, Integer> places = HashMap.newHashMap(judged.size());
        if (ranking != null) {
            List<Hit> hits = new ArrayList<>(ranking.hits());
            hits.sort(Comparator.<Hit>comparingDouble(
                            hit -> (options.version9() ? -(float) hit.score() : -hit.score()) + 0.0)
                    .thenComparing(hit -> hit.candidate().id(), Evaluation.BYTES));
            int depth = options.depth() == 0 ? hits.size() : Math.min(options.depth(), hits.size());
            for (Hit hit : hits.subList(0, depth)) {
                String id = hit.candidate().id();
                if (judged.contains(id)) {
                    places.put(id, places.size());
                }
            }
        }
        int retrieved = places.size();
        for (String id : judged) {
            places.putIfAbsent(id, places.size());
        }
        return new Preferred(
                retrieved,
                places.size(),
                groups.stream().map(group -> order(group, places)).toList());
    }

    private static Order order(Preferences.Group group, Map<String, Integer> places) {
        BitSet[] above = new BitSet[places.size()];
        double[] levels = new double[places.size()];
        for (int place = 0; place < above.length; place++) {
            above[place] = new BitSet(above.length);
            levels[place] = Double.NaN;
        }
        for (Map<String, Double> comparison : group.comparisons()) {
            List<Map.Entry<String, Double>> rising = new ArrayList<>(comparison.entrySet());
            rising.sort(Map.Entry.comparingByValue());
            BitSet lower = new BitSet(above.length);
            for (int from = 0, to; from < rising.size(); from = to) {
                double level = rising.get(from).getValue();
                to = from;
                BitSet same = new BitSet(above.length);
                while (to < rising.size() && rising.get(to).getValue() == level) {
                    int place = places.getOrDefault(rising.get(to).getKey(), -1);
                    levels[place] = level;
                    above[place].or(lower);
                    same.set(place);
                    to++;
                }
                lower.or(same);
            }
        }
        boolean complete = group.comparisons().size() == 1;
        if (!complete) {
            close(above);
            requireConsistent(group, above);
        }
        return new Order(above, levels, complete);
    }

    /** Adds what follows from two preferences together (Warshall). */
    private static void close(BitSet[] above) {
        for (int through = 0; through < above.length; through++) {
            for (BitSet row : above) {
                if (row.get(through)) {
                    row.or(above[through]);
                }
            }
        }
    }

    private static void requireConsistent(Preferences.Group group, BitSet[] above) {
        for (int place = 0; place < above.length; place++) {
            if (above[place].get(place)) {
                throw new IllegalArgumentException(
                        "Group \"%s\" contradicts itself: it prefers a document to itself, through others.\nMaybe two readers have one name."
                                .formatted(group.name()));
            }
        }
    }

    /** How many of a reader's preferences the ranking fulfils. */
    Tally tally(Order order, Pairs pairs) {
        long fulfilled = 0;
        long possible = 0;
        for (int place = 0; place < judged; place++) {
            BitSet below = order.above()[place];
            int inRetrieved = below.get(0, retrieved).cardinality();
            if (place < retrieved) {
                int behind = below.get(place, retrieved).cardinality();
                int lost = below.cardinality() - inRetrieved;
                fulfilled += behind + (pairs == Pairs.RETRIEVED ? 0 : lost);
                possible += inRetrieved + (pairs == Pairs.RETRIEVED ? 0 : lost);
            } else if (pairs != Pairs.RETRIEVED) {
                possible += pairs == Pairs.ALL ? below.cardinality() : inRetrieved;
            }
        }
        return new Tally(fulfilled, possible);
    }

    /** The mean over pairs of the share of readers, of those who prefer one of the two, with whom the ranking agrees. */
    double meanOverPairs(Pairs pairs) {
        long count = 0;
        double sum = 0;
        int end = pairs == Pairs.RETRIEVED ? retrieved : judged;
        // those with both retrieved are summed first, as trec_eval sums: the last bit depends on it
        for (int part = 0; part < 2; part++) {
            for (int i = 0; i < retrieved; i++) {
                for (int j = part == 0 ? i + 1 : retrieved; j < (part == 0 ? retrieved : end); j++) {
                    int with = readers(i, j);
                    int against = readers(j, i);
                    if (with + against > 0) {
                        count++;
                        sum += (double) with / (with + against);
                    }
                }
            }
        }
        for (int i = retrieved; pairs == Pairs.ALL && i < judged; i++) {
            for (int j = i + 1; j < judged; j++) {
                if (readers(i, j) + readers(j, i) > 0) {
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private int readers(int i, int j) {
        int count = 0;
        for (Order order : groups) {
            if (order.above()[i].get(j)) {
                count++;
            }
        }
        return count;
    }
}
