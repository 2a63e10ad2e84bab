package dev.podium.order;

import dev.podium.Ranking;
import dev.podium.ask.Arranger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Arranges the head, takes a pivot from it, and compares everything below with that pivot, all windows at once.
 *
 * <p>Where sliding windows wait for one another all the way up, this takes two rounds and one more for each time that many
 * candidates beat the pivot. With a perfect judge the best {@code pivot} ranks are exact. For 100 candidates in a good
 * order, window 20 and pivot 10: 1 + 5 + 1 questions in 3 rounds, against 9 in 9.
 *
 * <p>Source: Parry, MacAvaney, Ganguly, "Top-Down Partitioning for Efficient List-Wise Ranking" (arXiv 2405.14589),
 * section 3. Departs from it: no budget on the candidates above the pivot; they are partitioned again.
 *
 * @param arranger asked for the order of each window
 * @param window candidates shown at once, at least 3
 * @param pivot the rank of the pivot in the first window, in 2..window-1
 * @since 0.1.0
 */
public record TopDown(Arranger arranger, int window, int pivot) implements Order {
    public TopDown {
        Objects.requireNonNull(arranger, "arranger");
        Laws.atLeast(3, "window", window);
        Laws.within(
                2,
                window - 1,
                "[2, window (" + window + "))",
                "pivot",
                pivot,
                "Maybe half of the window, as in the paper.");
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        return Asking.inOrder(ranking, (ask, order) -> partition(ask, order, order.length));
    }

    /** Puts the first {@code n} of the order right as far as the pivot reaches. */
    private void partition(Asking ask, int[] order, int n) {
        if (n < 2) {
            return;
        }
        ask.arrangeInPlace(arranger, order, 0, Math.min(window, n));
        if (n <= window) {
            return;
        }
        int middle = order[pivot - 1];
        List<Integer> above = new ArrayList<>();
        List<Integer> below = new ArrayList<>();
        for (int i = 0; i < window; i++) {
            if (i != pivot - 1) {
                (i < pivot - 1 ? above : below).add(order[i]);
            }
        }
        List<int[]> windows = new ArrayList<>();
        for (int from = window; from < n; from += window - 1) {
            int to = Math.min(from + window - 1, n);
            int[] asked = new int[to - from + 1];
            asked[0] = middle;
            System.arraycopy(order, from, asked, 1, to - from);
            windows.add(asked);
        }
        List<int[]> answers = ask.arrange(arranger, windows);
        for (int w = 0; w < windows.size(); w++) {
            boolean beatsPivot = true;
            for (int place : answers.get(w)) {
                if (place == 0) {
                    beatsPivot = false;
                } else {
                    (beatsPivot ? above : below).add(windows.get(w)[place]);
                }
            }
        }
        boolean newcomers = above.size() > pivot - 1;
        above.add(middle);
        above.addAll(below);
        for (int i = 0; i < n; i++) {
            order[i] = above.get(i);
        }
        if (newcomers) {
            partition(ask, order, n - below.size() - 1);
        }
    }

    @Override
    public Effort effort(int n) {
        if (n < 2) {
            return Effort.NONE;
        }
        if (n <= window) {
            return Effort.exactly(1, 1, n).times(arranger.calls(n));
        }
        // at worst every window's candidates beat the pivot, and all but the window's lower part are left
        long fewest = 1L + Math.ceilDiv(n - window, window - 1);
        long most = 0;
        long rounds = 0;
        long shown = 0;
        int left = n;
        while (left > window) {
            int windows = Math.ceilDiv(left - window, window - 1);
            most += 1 + windows;
            rounds += 2;
            shown += left + windows;
            left -= window - pivot + 1;
        }
        return new Effort(fewest, most + 1, rounds + 1, shown + left).times(arranger.calls(window));
    }
}
