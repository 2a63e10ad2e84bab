package dev.podium.weights;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sizes of a tensor's dimensions, outermost first, as in torch: a matrix of a linear layer is [out, in].
 *
 * <p>No dimension is a single number, a dimension of 0 an empty tensor. GGUF lists the innermost first; that is turned round when
 * the file is opened.
 *
 * @param sizes each at least 0; their product fits a long
 * @since 0.1.0
 */
public record Shape(List<Long> sizes) {

    /** @throws IllegalArgumentException if a size is negative or the product does not fit */
    public Shape {
        sizes = List.copyOf(sizes);
        for (long size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException(
                        "A size (%d) in shape %s must be at least 0.\nMaybe a file wrote -1 for \"unknown\"."
                                .formatted(size, sizes));
            }
        }
        try {
            product(sizes);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "The product of shape %s must be less than 2^63.\nMaybe the file is damaged.".formatted(sizes), e);
        }
    }

    private static long product(List<Long> sizes) {
        long product = 1;
        for (long size : sizes) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    /** A shape of these sizes, outermost first. */
    public static Shape of(long... sizes) {
        return new Shape(Arrays.stream(sizes).boxed().toList());
    }

    /** How many dimensions there are; 0 for a single number. */
    public int rank() {
        return sizes.size();
    }

    /** How many numbers there are. */
    public long elements() {
        return product(sizes);
    }

    /** The innermost size: how many numbers lie together as one row; 1 for a single number. */
    public long rowLength() {
        return sizes.isEmpty() ? 1 : sizes.getLast();
    }

    /** The product of all sizes but the innermost. */
    public long rows() {
        return sizes.isEmpty() ? 1 : product(sizes.subList(0, sizes.size() - 1));
    }

    /** The sizes, as a new array. */
    public long[] toArray() {
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public String toString() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
