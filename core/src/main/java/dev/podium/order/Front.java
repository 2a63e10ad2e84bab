package dev.podium.order;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts those taken out of a heap first; the others follow in the order they came in. */
final class Front {

    private Front() {}

    static void put(List<Integer> taken, int[] order) {
        Set<Integer> out = new HashSet<>(taken);
        int at = 0;
        for (int i : taken) {
            order[at++] = i;
        }
        for (int i = 0; i < order.length; i++) {
            if (!out.contains(i)) {
                order[at++] = i;
            }
        }
    }
}
