package dev.podium.order;

import dev.podium.Ranking;
import dev.podium.ask.Selector;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The best k by bubbling: a window moves from the tail to the head and carries its best along, once for every rank wanted.
 *
 * <p>A pass over n candidates asks {@code ceil((n - 1) / (window - 1))} times; the next one begins a rank lower. A window
 * that stands as it stood when it was asked about before is not asked about again. With a perfect judge the best k are
 * exact.
 *
 * <p>Source: Setwise (arXiv 2310.09497), section 3.3, bubble sort. Departs from it: its code skips from the place of the
 * last change on; remembering questions skips at least those.
 *
 * @param selector asked which of a window is best
 * @param window candidates shown at once, at least 2
 * @param k how many ranks are wanted, at least 1
 * @since 0.1.0
 */
public record BubbleTop(Selector selector, int window, int k) implements Order {
    public BubbleTop {
        Objects.requireNonNull(selector, "selector");
        Laws.atLeast(2, "window", window);
        Laws.atLeast(1, "number of ranks wanted", k);
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        return Asking.inOrder(ranking, (ask, order) -> {
            Map<List<Integer>, Integer> answers = new HashMap<>();
            for (int head = 0; head < Math.min(k, order.length - 1); head++) {
                int to = order.length;
                while (to - head > 1) {
                    int from = Math.max(to - window, head);
                    int[] shown = Arrays.copyOfRange(order, from, to);
                    List<Integer> question = Arrays.stream(shown).boxed().collect(Collectors.toList());
                    Integer known = answers.get(question);
                    int best = known == null ? ask.selectOne(selector, shown) : known;
                    answers.put(question, best);
                    order[from] = shown[best];
                    order[from + best] = shown[0];
                    to = from + 1;
                }
                ask.settle(head + 1);
            }
        });
    }

    @Override
    public Effort effort(int n) {
        if (n < 2) {
            return Effort.NONE;
        }
        long most = 0;
        for (int head = 0; head < Math.min(k, n - 1); head++) {
            most += Math.ceilDiv(n - head - 1, window - 1);
        }
        return new Effort(Math.ceilDiv(n - 1, window - 1), most, most, most * window).times(selector.calls(window));
    }
}
