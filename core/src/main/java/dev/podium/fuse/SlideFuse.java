package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Run;
import java.util.List;

/**
 * SlideFuse: {@link PosFuse} with the probability of a rank smoothed over its neighbours.
 *
 * <p>Takes the mean of the probabilities of up to {@code window} ranks before and after, as far as the list to be fused goes.
 * Looks at ranks only, so lists of any scale may be fused.
 *
 * <p>Source: Lillis, Toolan, Collier, Dunnion, "Extending Probabilistic Data Fusion Using Sliding Windows", ECIR 2008.
 *
 * @param probabilities [list][rank - 1], in 0..1
 * @param window how many neighbours on each side, at least 0; 0 is PosFuse
 * @since 0.1.0
 */
public record SlideFuse(List<List<Double>> probabilities, int window) implements Fusion {
    public SlideFuse {
        probabilities = Learned.probabilities("SlideFuse", probabilities);
        if (window < 0) {
            throw new IllegalArgumentException(
                    "The window (%d) of SlideFuse must be at least 0.\nMaybe 5.".formatted(window));
        }
    }

    /** Learns what {@link PosFuse#fit} learns. */
    public static SlideFuse fit(List<Run> runs, Qrels qrels, int window) {
        return new SlideFuse(PosFuse.perRank(runs, qrels), window);
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byRank(rankings);
        Learned.requireLists(this, probabilities.size(), union);
        int[] sizes = rankings.stream().mapToInt(Ranking::size).toArray();
        return union.ranked(candidate -> Union.sum(
                union.held(candidate, (list, rank, _) -> smoothed(probabilities.get(list), rank - 1, sizes[list]))));
    }

    @Override
    public String toString() {
        return "slidefuse(lists=" + probabilities.size() + ", window=" + window + ")";
    }

    private double smoothed(List<Double> ofList, int index, int size) {
        int from = Math.max(index - window, 0);
        int to = (int) Math.min((long) index + window, size - 1L);
        double sum = 0;
        for (int i = from; i <= to; i++) {
            sum += Learned.at(ofList, i);
        }
        return sum / (to - from + 1);
    }
}
