package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.ArrayList;
import java.util.List;

/**
 * Weighted Condorcet fusion: {@link Condorcet} where each list has as many votes as its weight.
 *
 * <p>Source: Montague and Aslam, "Condorcet Fusion for Improved Retrieval", CIKM 2002.
 *
 * @param weights one a list, in their order, finite; empty for 1 each
 * @since 0.1.0
 */
public record WeightedCondorcet(List<Double> weights) implements Fusion {
    public WeightedCondorcet {
        weights = Weights.checked(weights);
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byRank(rankings);
        return elect(union, Weights.of(this, weights, union.lists()));
    }

    @Override
    public String toString() {
        return Weights.named("w_condorcet", weights);
    }

    /** A path through the majorities, built by binary insertion: a sort would demand a majority that is transitive. */
    static Ranking elect(Union union, double[] weight) {
        List<Integer> path = new ArrayList<>(union.size());
        for (int candidate = 0; candidate < union.size(); candidate++) {
            // who stands just above `from` does not lose to the candidate, who stands at `to` does
            int from = 0;
            int to = path.size();
            while (from < to) {
                int middle = (from + to) >>> 1;
                if (majority(union, weight, candidate, path.get(middle)) > 0) {
                    to = middle;
                } else {
                    from = middle + 1;
                }
            }
            path.add(from, candidate);
        }
        return union.arranged(path);
    }

    /** The votes for the one less those for the other. */
    private static double majority(Union union, double[] weight, int one, int other) {
        double votes = 0;
        for (int list = 0; list < weight.length; list++) {
            int a = union.rank(one, list);
            int b = union.rank(other, list);
            if (a != b) {
                votes += a > 0 && (b == 0 || a < b) ? weight[list] : -weight[list];
            }
        }
        return votes;
    }
}
