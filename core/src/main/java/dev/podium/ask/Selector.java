package dev.podium.ask;

import dev.podium.Slate;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of these?
 *
 * <p>What "which" means is the judge's own: most relevant (Setwise), least relevant (IRanker), the m worth keeping
 * (TourRank).
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Selector {

    /**
     * Selects some.
     *
     * @param count how many are asked for, in 1..size
     * @return [count] different indices into the slate, best answer first
     */
    int[] select(Slate slate, int count);

    /**
     * Selects from several slates that do not depend on one another.
     *
     * @return one answer a slate, in their order
     */
    default List<int[]> selectAll(List<Slate> slates, int count) {
        List<int[]> answers = new ArrayList<>(slates.size());
        for (Slate slate : slates) {
            answers.add(select(slate, Math.min(count, slate.size())));
        }
        return answers;
    }

    /**
     * How many calls of a model selecting from one slate of so many candidates takes; one unless it says otherwise. Repeats after unreadable
     * answers come on top.
     */
    default long calls(int size) {
        return 1;
    }
}
