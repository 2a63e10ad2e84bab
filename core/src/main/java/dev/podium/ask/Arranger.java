package dev.podium.ask;

import dev.podium.Slate;
import java.util.ArrayList;
import java.util.List;

/**
 * In what order?
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Arranger {

    /**
     * Arranges a window.
     *
     * @return a permutation of 0..size-1: the index of the best first
     */
    int[] arrange(Slate window);

    /**
     * Arranges several windows that do not depend on one another.
     *
     * @return one permutation a window, in their order
     */
    default List<int[]> arrangeAll(List<Slate> windows) {
        List<int[]> answers = new ArrayList<>(windows.size());
        for (Slate window : windows) {
            answers.add(arrange(window));
        }
        return answers;
    }

    /**
     * How many calls of a model arranging one window of so many candidates takes; one unless it says otherwise. Repeats after unreadable
     * answers come on top.
     */
    default long calls(int size) {
        return 1;
    }
}
