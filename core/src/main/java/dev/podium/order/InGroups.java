package dev.podium.order;

import dev.podium.LimitReachedException;
import dev.podium.Ranking;
import dev.podium.ask.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * Scores in groups: the judge sees a few candidates together and scores each, comparable across groups.
 *
 * <p>All groups of all repeats are asked at once. A candidate's score is the mean over the groups it stood in. With a
 * perfect judge, whose scores do not depend on the company, the order is exact.
 *
 * <p>A judge may leave a candidate of a group without a score, by NaN: that group has no vote on it, which is no vote of
 * zero. A candidate that no group has a vote on stands at the mean of all votes.
 *
 * <p>Source: GroupRank (arXiv 2511.11653), which groups at random and repeats. Departs from it: the shuffle is seeded by
 * query, so the same list is always grouped alike.
 *
 * @param scorer asked how good each of a group is; NaN where it cannot say
 * @param size of a group, at least 1; the last may be smaller
 * @param overlap how many candidates a group shares with the one before it, in 0..size-1
 * @param repeats how often every candidate is grouped anew, at least 1
 * @param grouping who stands together
 * @param seed of the shuffles, together with the query's id and the repeat
 * @since 0.1.0
 */
public record InGroups(Scorer scorer, int size, int overlap, int repeats, Grouping grouping, long seed)
        implements Order {

    /** Who stands together. */
    public enum Grouping {
        /** Neighbours of the list as it came. */
        NEIGHBOURS,
        /** Anybody, shuffled anew in every repeat. */
        SHUFFLED
    }

    public InGroups {
        Objects.requireNonNull(scorer, "scorer");
        Objects.requireNonNull(grouping, "grouping");
        Laws.atLeast(1, "group size", size);
        Laws.within(0, size - 1, "[0, size (" + size + "))", "overlap", overlap, "Maybe 0: groups that share nobody.");
        Laws.atLeast(1, "number of repeats", repeats);
    }

    /** Groups of neighbours that share nobody, once. */
    public InGroups(Scorer scorer, int size) {
        this(scorer, size, 0, 1, Grouping.NEIGHBOURS, 0);
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        int n = ranking.size();
        if (n == 0) {
            return ranking;
        }
        List<int[]> groups = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            int[] order = Asking.identity(n);
            if (grouping == Grouping.SHUFFLED) {
                Seeds.shuffle(order, new Random(Seeds.of(seed, ranking.query().id(), repeat)));
            }
            for (int from = 0; from == 0 || from + overlap < n; from += size - overlap) {
                groups.add(Arrays.copyOfRange(order, from, Math.min(from + size, n)));
            }
        }
        try {
            List<double[]> answers = Asking.about(ranking).votes(scorer, groups);
            return Ranking.byScore(ranking.query(), ranking.candidates(), means(n, groups, answers), scorer.scale());
        } catch (LimitReachedException e) {
            throw e.with(ranking);
        }
    }

    private static double[] means(int n, List<int[]> groups, List<double[]> answers) {
        double[] mean = new double[n];
        int[] times = new int[n];
        double all = 0;
        int votes = 0;
        for (int g = 0; g < groups.size(); g++) {
            int[] group = groups.get(g);
            for (int i = 0; i < group.length; i++) {
                double vote = answers.get(g)[i];
                if (!Double.isNaN(vote)) {
                    // a running mean: the same score seen twice stays that score to the bit
                    mean[group[i]] += (vote - mean[group[i]]) / ++times[group[i]];
                    all += (vote - all) / ++votes;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            mean[i] = times[i] == 0 ? all : mean[i];
        }
        return mean;
    }

    @Override
    public Effort effort(int n) {
        if (n == 0) {
            return Effort.NONE;
        }
        long groups = 1L + Math.max(0, Math.ceilDiv(n - size, size - overlap));
        long last = n - (groups - 1) * (size - overlap);
        long calls = (groups - 1) * scorer.calls(size) + scorer.calls((int) last);
        return Effort.exactly(repeats * calls, 1, repeats * (n + (groups - 1) * overlap));
    }
}
