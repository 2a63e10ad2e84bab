package dev.podium.order;

import dev.podium.Ranking;
import dev.podium.ask.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The best k by a heap whose nodes have many children: one question finds the best of a node and its children.
 *
 * <p>The heap is built level by level from below, all nodes of a level asked at once; then the best is taken out k times.
 * With a perfect judge and 100 candidates in random order, k = 10: about 82 questions with 3 children (47 of them to
 * build), 32 with 9, 23 with 19. The best k are then exact; the rest keeps the order it came in. Candidates that the judge
 * finds alike may change places among the best k: a heap is not stable, and a selection cannot say "equal".
 *
 * <p>Source: Setwise (arXiv 2310.09497), section 3.3, heap sort; Rank-R1 (arXiv 2503.06034) uses it with 19 children.
 * Departs from it: levels are built in parallel, which asks the same questions in fewer rounds.
 *
 * @param selector asked which of a node and its children is best
 * @param children of a node, at least 2; a question shows one more than this
 * @param k how many ranks are wanted, at least 1
 * @since 0.1.0
 */
public record HeapTop(Selector selector, int children, int k) implements Order {
    public HeapTop {
        Objects.requireNonNull(selector, "selector");
        Laws.atLeast(2, "number of children", children);
        Laws.atLeast(1, "number of ranks wanted", k);
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        return Asking.inOrder(ranking, (ask, order) -> {
            int[] heap = order.clone();
            int size = heap.length;
            build(ask, heap, size);
            List<Integer> taken = new ArrayList<>();
            while (size > 0 && taken.size() < k) {
                taken.add(heap[0]);
                Front.put(taken, order);
                ask.settle(taken.size());
                heap[0] = heap[--size];
                if (size > 1 && taken.size() < k) {
                    sink(ask, heap, size, List.of(0));
                }
            }
        });
    }

    private void build(Asking ask, int[] heap, int size) {
        int last = size < 2 ? -1 : parent(size - 1);
        while (last >= 0) {
            int first = levelStart(last);
            List<Integer> level = new ArrayList<>();
            for (int node = first; node <= last; node++) {
                level.add(node);
            }
            sink(ask, heap, size, level);
            last = first - 1;
        }
    }

    /** Sinks nodes of different subtrees, a question each in every round, until all are above their children. */
    private void sink(Asking ask, int[] heap, int size, List<Integer> nodes) {
        List<Integer> active = nodes;
        while (!active.isEmpty()) {
            List<int[]> families =
                    active.stream().map(node -> family(heap, size, node)).toList();
            List<int[]> best = ask.select(selector, families, 1);
            List<Integer> moved = new ArrayList<>();
            for (int i = 0; i < active.size(); i++) {
                int place = best.get(i)[0];
                if (place > 0) {
                    int node = active.get(i);
                    int child = firstChild(node) + place - 1;
                    int sunk = heap[node];
                    heap[node] = heap[child];
                    heap[child] = sunk;
                    if (firstChild(child) < size) {
                        moved.add(child);
                    }
                }
            }
            active = moved;
        }
    }

    private int[] family(int[] heap, int size, int node) {
        int first = firstChild(node);
        int[] family = new int[1 + Math.min(children, size - first)];
        family[0] = heap[node];
        System.arraycopy(heap, first, family, 1, family.length - 1);
        return family;
    }

    private int firstChild(int node) {
        return node * children + 1;
    }

    private int parent(int node) {
        return (node - 1) / children;
    }

    /** The first node on the level of this one. */
    private int levelStart(int node) {
        int start = 0;
        while (firstChild(start) <= node) {
            start = firstChild(start);
        }
        return start;
    }

    @Override
    public Effort effort(int n) {
        if (n < 2) {
            return Effort.NONE;
        }
        long inner = parent(n - 1) + 1L;
        long mostToBuild = 0;
        long rounds = 0;
        int height = 0;
        for (int last = parent(n - 1); last >= 0; last = levelStart(last) - 1) {
            height++;
            mostToBuild += (long) height * (last - levelStart(last) + 1);
            rounds += height;
        }
        // a root that sinks asks once a level; the root's children alone ask nothing once one candidate is left
        int extractions = Math.min(k, n) - 1;
        long fewest = inner;
        long most = mostToBuild;
        for (int out = 1; out <= extractions && n - out > 1; out++) {
            fewest++;
            most += levels(n - out);
            rounds += levels(n - out);
        }
        return new Effort(fewest, most, rounds, most * (children + 1)).times(selector.calls(children + 1));
    }

    /** How many levels of a heap of this size have children. */
    private int levels(int size) {
        int levels = 0;
        for (int node = 0; firstChild(node) < size; node = firstChild(node)) {
            levels++;
        }
        return levels;
    }
}
