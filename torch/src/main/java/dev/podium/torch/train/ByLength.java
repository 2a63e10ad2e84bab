package dev.podium.torch.train;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Sequences in the order of their lengths, so that those of one length are neighbours and share one attention.
 *
 * @param order the place among all of the first in order, of the second, ...
 */
record ByLength(int[] order) {

    static ByLength of(int count, IntUnaryOperator length) {
        return new ByLength(IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparing(length::applyAsInt))
                .mapToInt(Integer::intValue)
                .toArray());
    }

    <T> List<T> sorted(List<T> all) {
        return IntStream.of(order).mapToObj(all::get).toList();
    }

    /** Where each of all has come. */
    int[] places() {
        int[] places = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            places[order[i]] = i;
        }
        return places;
    }
}
