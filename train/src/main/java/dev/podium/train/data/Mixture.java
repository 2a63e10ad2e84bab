package dev.podium.train.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Several sets as one endless stream of lists: a pure function of the place.
 *
 * <p>A round of the stream has as many places as there are lists. Each set gets its share of them, in proportion to {@code size^(1 /
 * temperature)}: at 1 as it is, above 1 small sets come more often than they would, endlessly hot all alike (temperature sampling as for
 * multilingual models, Arivazhagan et al., arXiv 1907.05019, section 4.2). Within a set every list comes once before any comes again, in an
 * order that each turn shuffles anew. It keeps the order of the round it was last asked about: for one thread.
 *
 * @since 0.1.0
 */
public final class Mixture {

    private final List<TrainingSet> sets;
    private final long seed;
    private final int[] shares;
    private final Known known = new Known();

    /** The round that was last asked about. */
    private static final class Known {
        private long round = -1;
        private List<TrainingList> order = List.of();
    }

    /**
     * A stream.
     *
     * @param sets at least one
     * @param temperature at least 1; infinite for equal shares
     * @param seed of all shuffles
     */
    public Mixture(List<TrainingSet> sets, double temperature, long seed) {
        if (sets.isEmpty() || !(temperature >= 1)) {
            throw new IllegalArgumentException(
                    "A mixture must have at least one set (%d) and a temperature (%s) of at least 1.\nMaybe 2, which gives shares by the square root."
                            .formatted(sets.size(), temperature));
        }
        this.sets = List.copyOf(sets);
        this.seed = seed;
        this.shares = shares(temperature);
    }

    /** Whole places by largest remainder, at least one a set. */
    private int[] shares(double temperature) {
        int n = sets.size();
        int places = Math.max(sets.stream().mapToInt(TrainingSet::size).sum(), n);
        double[] wanted = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            wanted[i] = Math.pow(sets.get(i).size(), 1 / temperature);
            sum += wanted[i];
        }
        int[] whole = new int[n];
        int given = 0;
        for (int i = 0; i < n; i++) {
            wanted[i] = wanted[i] / sum * places;
            whole[i] = Math.max(1, (int) wanted[i]);
            given += whole[i];
        }
        while (given < places) {
            int most = 0;
            for (int i = 1; i < n; i++) {
                most = wanted[i] - whole[i] > wanted[most] - whole[most] ? i : most;
            }
            whole[most]++;
            given++;
        }
        return whole;
    }

    /** Places of a round, and how many of them each set has, in the order of the sets. */
    public List<Integer> shares() {
        List<Integer> list = new ArrayList<>();
        for (int share : shares) {
            list.add(share);
        }
        return list;
    }

    /** Places of a round. */
    public int size() {
        int sum = 0;
        for (int share : shares) {
            sum += share;
        }
        return sum;
    }

    /**
     * The list at a place.
     *
     * @param place from 0
     */
    public TrainingList at(long place) {
        long wanted = place / size();
        if (wanted != known.round) {
            known.order = round(wanted);
            known.round = wanted;
        }
        return known.order.get((int) (place % size()));
    }

    private List<TrainingList> round(long number) {
        List<TrainingList> lists = new ArrayList<>(size());
        for (int i = 0; i < shares.length; i++) {
            TrainingSet set = sets.get(i);
            int turn = -1;
            int[] shuffled = new int[0];
            for (int k = 0; k < shares[i]; k++) {
                long drawn = number * shares[i] + k;
                if (drawn / set.size() != turn) {
                    turn = (int) (drawn / set.size());
                    shuffled = Shuffled.order(set.size(), mixed(seed, i + 1, turn));
                }
                lists.add(set.lists().get(shuffled[(int) (drawn % set.size())]));
            }
        }
        int[] places = Shuffled.order(lists.size(), mixed(seed, 0, number));
        List<TrainingList> mixed = new ArrayList<>(lists.size());
        for (int place : places) {
            mixed.add(lists.get(place));
        }
        return mixed;
    }

    private static long mixed(long seed, long set, long turn) {
        // Neighbouring seeds of java.util.Random begin alike; odd constants spread them.
        return (seed * 0x9E3779B97F4A7C15L + set) * 0xD1342543DE82EF95L + turn * 0x2545F4914F6CDD1DL;
    }
}
