package dev.podium.ask;

import dev.podium.Slate;
import java.util.Arrays;
import java.util.List;

/** A judge of scores that is asked which are best. */
record ScoredSelector(Scorer scorer) implements Selector {

    @Override
    public int[] select(Slate slate, int count) {
        return selectAll(List.of(slate), count).getFirst();
    }

    @Override
    public List<int[]> selectAll(List<Slate> slates, int count) {
        return scorer.scoreAll(slates).stream()
                .map(scores -> Arrays.copyOf(Sorting.descending(scores), Math.min(count, scores.length)))
                .toList();
    }

    @Override
    public long calls(int size) {
        return scorer.calls(size);
    }
}
