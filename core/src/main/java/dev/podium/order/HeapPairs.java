package dev.podium.order;

import dev.podium.Ranking;
import dev.podium.ask.Comparer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Heap sort by duels: the best k at about {@code 2 n + 4 k log2 n} questions.
 *
 * <p>Each duel is asked both ways round and only a win both ways counts; a contradiction is a tie, and of tied candidates
 * the one that came in higher stays above. With a perfect judge the best k are exact; the rest keeps the order it came
 * in.
 *
 * <p>Source: PRP (arXiv 2306.17563), section 3.3, sorting.
 *
 * @param comparer asked which of two
 * @param k how many ranks are wanted, at least 1
 * @since 0.1.0
 */
public record HeapPairs(Comparer comparer, int k) implements Order {
    public HeapPairs {
        Objects.requireNonNull(comparer, "comparer");
        Laws.atLeast(1, "number of ranks wanted", k);
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        return Asking.inOrder(ranking, (ask, order) -> {
            Duel duel = new Duel(ask, comparer);
            int[] heap = order.clone();
            int size = heap.length;
            for (int node = size / 2 - 1; node >= 0; node--) {
                sink(duel, heap, size, node);
            }
            List<Integer> taken = new ArrayList<>();
            while (size > 0 && taken.size() < k) {
                taken.add(heap[0]);
                Front.put(taken, order);
                ask.settle(taken.size());
                heap[0] = heap[--size];
                if (taken.size() < k) {
                    sink(duel, heap, size, 0);
                }
            }
        });
    }

    private static void sink(Duel duel, int[] heap, int size, int from) {
        int node = from;
        while (2 * node + 1 < size) {
            int child = 2 * node + 1;
            if (child + 1 < size && isAbove(duel, heap[child + 1], heap[child])) {
                child++;
            }
            if (!isAbove(duel, heap[child], heap[node])) {
                return;
            }
            int sunk = heap[node];
            heap[node] = heap[child];
            heap[child] = sunk;
            node = child;
        }
    }

    private static boolean isAbove(Duel duel, int one, int other) {
        int verdict = duel.between(one, other);
        return verdict > 0 || (verdict == 0 && one < other);
    }

    @Override
    public Effort effort(int n) {
        if (n < 2) {
            return Effort.NONE;
        }
        long most = 0;
        for (int node = n / 2 - 1; node >= 0; node--) {
            most += 2 * depth(n, node);
        }
        for (int out = 1; out < Math.min(k, n); out++) {
            most += 2 * depth(n - out, 0);
        }
        most = Math.min(most, (long) n * (n - 1) / 2); // no duel is asked about twice
        return new Effort(2L * (n - 1), 2 * most, most, 4 * most);
    }

    /** How many levels lie below a node of a heap of this size. */
    private static long depth(int size, int node) {
        long depth = 0;
        for (int at = node; 2 * at + 1 < size; at = 2 * at + 1) {
            depth++;
        }
        return depth;
    }
}
