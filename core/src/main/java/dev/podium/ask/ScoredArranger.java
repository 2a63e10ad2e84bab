package dev.podium.ask;

import dev.podium.Slate;
import java.util.List;

/** A judge of scores that is asked for orders. */
record ScoredArranger(Scorer scorer) implements Arranger {

    @Override
    public int[] arrange(Slate window) {
        return Sorting.descending(scorer.score(window));
    }

    @Override
    public List<int[]> arrangeAll(List<Slate> windows) {
        return scorer.scoreAll(windows).stream().map(Sorting::descending).toList();
    }

    @Override
    public long calls(int size) {
        return scorer.calls(size);
    }
}
