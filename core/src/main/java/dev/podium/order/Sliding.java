package dev.podium.order;

import dev.podium.Ranking;
import dev.podium.ask.Arranger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Back-to-front windows: a window of the list is put in order, then it moves up by the stride and carries its best along.
 *
 * <p>For n above the window it asks {@code ceil((n - window) / stride) + 1} times a pass (9 times for 100 at 20/10), one
 * after another. A perfect judge has the best {@code window - stride} exactly right after one pass, since only so many
 * climb from window to window; an nDCG@10 that looks deeper wants more passes or a smaller stride. Passes repeat the whole
 * slide on their own result, and p passes make {@code p (window - stride)} exact.
 *
 * <p>Source: RankGPT (arXiv 2304.09542), section 3.2; windows clamped at the head as RankLLM does.
 *
 * @param arranger asked for the order of each window
 * @param window candidates shown at once, at least 2
 * @param stride how far the window moves, in 1..window; at the window's width nothing climbs across
 * @param passes at least 1
 * @param loop which windows; see {@link Loop}
 * @since 0.1.0
 */
public record Sliding(Arranger arranger, int window, int stride, int passes, Loop loop) implements Order {

    /** Which windows are asked about. All but the first exist to repeat what a paper's own code did. */
    public enum Loop {
        /** Every candidate is seen whatever n is: the last window is clamped to the head. */
        CLAMPED,
        /** RankGPT's code: stops when a window would begin above the head. A head shorter than a stride, and any list shorter than the window, is left as it is. */
        RANKGPT,
        /** FIRST's code: the windows of {@link #CLAMPED}, except that a list of exactly {@code window - stride} candidates is left as it is. */
        FIRST
    }

    public Sliding {
        Objects.requireNonNull(arranger, "arranger");
        Laws.atLeast(2, "window", window);
        Laws.within(
                1,
                window,
                "[1, window (" + window + ")]",
                "stride",
                stride,
                "Maybe window 20 and stride 10, as in RankGPT.");
        Laws.atLeast(1, "number of passes", passes);
    }

    /** One pass over every candidate. */
    public Sliding(Arranger arranger, int window, int stride) {
        this(arranger, window, stride, 1, Loop.CLAMPED);
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        List<Window> windows = windows(ranking.size());
        return Asking.inOrder(ranking, (ask, order) -> {
            for (int pass = 0; pass < passes; pass++) {
                for (Window w : windows) {
                    ask.arrangeInPlace(arranger, order, w.from(), w.to());
                }
            }
        });
    }

    @Override
    public Effort effort(int n) {
        List<Window> windows = windows(n);
        long calls = windows.stream()
                .mapToLong(w -> arranger.calls(w.to() - w.from()))
                .sum();
        long shown = windows.stream().mapToLong(w -> shown(w.to() - w.from())).sum();
        return Effort.exactly(passes * calls, (long) passes * windows.size(), passes * shown);
    }

    /** A judge that takes a call for each candidate shows each once; any other shows the window in each call. */
    private long shown(int size) {
        long calls = arranger.calls(size);
        return calls == size ? size : calls * size;
    }

    /** Indices {@code from} up to but without {@code to}. */
    private record Window(int from, int to) {}

    /** The windows of one pass, last first; a window of one candidate has no order to ask for. */
    private List<Window> windows(int n) {
        List<Window> windows = new ArrayList<>();
        int to = n;
        int from = n - window;
        switch (loop) {
            case CLAMPED -> {
                from = Math.max(from, 0);
                windows.add(new Window(from, to));
                while (from > 0) {
                    to -= stride;
                    from = Math.max(from - stride, 0);
                    windows.add(new Window(from, to));
                }
            }
            case RANKGPT -> {
                for (; from >= 0; from -= stride, to -= stride) {
                    windows.add(new Window(from, to));
                }
            }
            case FIRST -> {
                while (to > 0 && from + stride != 0) {
                    from = Math.max(from, 0);
                    windows.add(new Window(from, to));
                    to -= stride;
                    from -= stride;
                }
            }
        }
        return windows.stream().filter(w -> w.to() - w.from() > 1).toList();
    }
}
