package dev.podium.train.vectors;

/**
 * How trees grow.
 *
 * @param rate share of each tree in the sum, in (0, 1]
 * @param depth of a tree at most, at least 1
 * @param leastWeight of second derivatives in a leaf, at least 0: more makes leaves that say less of few examples
 * @param seed of chances
 * @since 0.1.0
 */
public record TreePlan(double rate, int depth, double leastWeight, long seed) {

    /** Checks. */
    public TreePlan {
        if (!(rate > 0 && rate <= 1) || depth < 1 || !(leastWeight >= 0)) {
            throw new IllegalArgumentException(
                    "The rate (%s) must be in (0, 1], the depth (%d) at least 1 and the least weight of a leaf (%s) at least 0.\nMaybe 0.1, 6 and 1."
                            .formatted(rate, depth, leastWeight));
        }
    }
}
