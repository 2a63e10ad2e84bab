package dev.podium.torch.sentence;

import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.SideBySide;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Reads many texts in batches of similar length and bounded size, a part of them at a time.
 *
 * <p>Batches are packed, so that their texts need not be equally long; but texts of one length go through attention as one, and a batch
 * of many short ones keeps the matrix products large.
 *
 * @param tokens of a batch at most, but for a single text that is longer
 */
record Batches(int tokens) {

    // Enough for matrix products to be at their best, few enough for their results to stay near: 1,024 to 8,192 were
    // alike.
    private static final int CPU_TOKENS = 2048;
    private static final int GPU_TOKENS = 32_768; // wants more at once

    /** As large as serves a model. */
    static Batches of(Numbers numbers, Device device) {
        if (numbers == Numbers.INT8) {
            // Inputs are rounded by one scale a call: among others, a text's score would move by as much as rounding
            // costs at all (0.05 between 0.3 and 0.7 was seen). Alone it takes about a fifth more time.
            return new Batches(1);
        }
        return new Batches(device.equals(Device.CPU) ? CPU_TOKENS : GPU_TOKENS);
    }

    private static final int PART = 4096; // texts whose tokens are in memory at once

    /** Takes what came of a batch. */
    @FunctionalInterface
    interface Taker {

        /** @param places of the batch's texts among all, in the order of the batch */
        void take(int[] places, Features features);
    }

    /**
     * Reads texts and runs them.
     *
     * @param reader the tokens of a text by its place
     */
    void run(int count, IntFunction<Shown> reader, Pipeline pipeline, Task task, Taker taker) {
        for (int from = 0; from < count; from += PART) {
            int first = from;
            List<Shown> part = SideBySide.of(
                    IntStream.range(first, Math.min(count, first + PART))
                            .boxed()
                            .toList(),
                    reader::apply);
            for (int[] batch : cut(part)) {
                List<Shown> shown = IntStream.of(batch).mapToObj(part::get).toList();
                int[] places = IntStream.of(batch).map(i -> first + i).toArray();
                try (Scope _ = Scope.open()) {
                    taker.take(places, pipeline.run(shown, task));
                }
            }
        }
    }

    /** The longest first, so that what does not fit into memory fails at once. A text without a token is in none. */
    private List<int[]> cut(List<Shown> part) {
        int[] order = IntStream.range(0, part.size())
                .boxed()
                .filter(i -> part.get(i).length() > 0)
                .sorted(Comparator.comparingInt((Integer i) -> part.get(i).length())
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> batches = new ArrayList<>();
        int from = 0;
        int size = 0;
        for (int at = 0; at < order.length; at++) {
            int length = part.get(order[at]).length();
            if (at > from && size + length > tokens) {
                batches.add(java.util.Arrays.copyOfRange(order, from, at));
                from = at;
                size = 0;
            }
            size += length;
        }
        if (from < order.length) {
            batches.add(java.util.Arrays.copyOfRange(order, from, order.length));
        }
        return batches;
    }
}
