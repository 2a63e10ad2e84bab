package dev.podium.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Which examples each step learns from, and in which parts.
 *
 * <p>A step's gradient is the mean over its batch. Where the batch does not fit into memory it goes through the model a part at a time,
 * and the gradients are added up: each part's mean counts by its {@link Part#weight}, its share of the batch, so that the sum is the mean
 * over the batch also where the last part is smaller. (Dividing by the number of parts, as is often done, would give the examples of a
 * small part more weight than others.)
 *
 * @param examples how many there are, at least 1
 * @param batch examples of a step, at least 1; the last step has what is left
 * @param part examples that go through the model together, in 1..batch
 * @since 0.1.0
 */
public record Batches(int examples, int batch, int part) {

    /**
     * Examples that go through the model together.
     *
     * @param from the first
     * @param to one after the last
     * @param weight of their mean in the step's, in 0..1; those of one step sum to 1
     * @since 0.1.0
     */
    public record Part(int from, int to, double weight) {}

    /** Checks. */
    public Batches {
        if (examples < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "The examples (%d) and the batch (%d) must be at least 1.".formatted(examples, batch));
        }
        if (part < 1 || part > batch) {
            throw new IllegalArgumentException(
                    "The part (%d) must be in [1, batch (%d)].\nMaybe the largest that fits into memory."
                            .formatted(part, batch));
        }
    }

    /** Steps until each example was learnt from once. */
    public int steps() {
        return Math.ceilDiv(examples, batch);
    }

    /**
     * The parts of a step, in their order.
     *
     * @param step in 0..steps - 1
     */
    public List<Part> parts(int step) {
        if (step < 0 || step >= steps()) {
            throw new IllegalArgumentException("The step (%d) must be in [0, %d].\nMaybe count from 0 in each epoch."
                    .formatted(step, steps() - 1));
        }
        int begin = step * batch;
        int end = (int) Math.min((long) begin + batch, examples);
        List<Part> parts = new ArrayList<>();
        for (int from = begin; from < end; from += part) {
            int to = Math.min(from + part, end);
            parts.add(new Part(from, to, (to - from) / (double) (end - begin)));
        }
        return parts;
    }
}
