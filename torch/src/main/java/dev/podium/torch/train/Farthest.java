package dev.podium.torch.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The numbers that moved farthest, of any number of tensors of which one is looked at at a time.
 *
 * <p>Bits of positive floats are ordered as the floats are. So a count by the upper half of the bits tells in which part of the scale the
 * last number taken lies, and a count within that part by the lower half which one it is: no list of hundreds of millions is sorted.
 */
final class Farthest {

    private static final int LOW = 15; // bits; the sign is none
    private static final int PARTS = 1 << 16;

    private Farthest() {}

    /**
     * Chooses.
     *
     * @param names of the tensors
     * @param ways how far each number of a tensor has moved, positive or negative; asked three times
     * @param most how many are taken at most; fewer where fewer have moved at all. Of equally far ones those of the first tensors
     * @return flat indices by tensor, ascending; tensors without any are left out
     */
    static Map<String, long[]> of(List<String> names, Function<String, float[]> ways, long most) {
        long[] upper = new long[PARTS];
        count(names, ways, bits -> bits >>> LOW, upper);
        Cut part = Cut.of(upper, most);
        long[] lower = new long[1 << LOW];
        count(names, ways, bits -> bits >>> LOW == part.at ? bits & ((1 << LOW) - 1) : -1, lower);
        Cut within = Cut.of(lower, most - part.above);
        int last = Math.max(1, part.at << LOW | within.at);
        long[] equals = {most - part.above - within.above};
        Map<String, long[]> chosen = new LinkedHashMap<>();
        for (String name : names) {
            long[] indices = taken(ways.apply(name), last, equals);
            if (indices.length > 0) {
                chosen.put(name, indices);
            }
        }
        return chosen;
    }

    private static int bits(float way) {
        return Float.floatToRawIntBits(way) & Integer.MAX_VALUE;
    }

    @FunctionalInterface
    private interface Bin {
        /** Of the bits of a number; negative for none. */
        int of(int bits);
    }

    private static void count(List<String> names, Function<String, float[]> ways, Bin bin, long[] counts) {
        for (String name : names) {
            for (float way : ways.apply(name)) {
                int at = bin.of(bits(way));
                if (at >= 0) {
                    counts[at]++;
                }
            }
        }
    }

    /** Where the last number taken lies. @param above how many lie above */
    private record Cut(int at, long above) {

        static Cut of(long[] counts, long most) {
            long above = 0;
            for (int at = counts.length - 1; at > 0; at--) {
                if (above + counts[at] >= most) {
                    return new Cut(at, above);
                }
                above += counts[at];
            }
            return new Cut(0, above);
        }
    }

    /** @param equals how many of those at the end may still be taken, counted down */
    private static long[] taken(float[] ways, int last, long[] equals) {
        long[] taken = new long[ways.length];
        int size = 0;
        for (int i = 0; i < ways.length; i++) {
            int bits = bits(ways[i]);
            if (bits > last || (bits == last && equals[0]-- > 0)) {
                taken[size++] = i;
            }
        }
        return Arrays.copyOf(taken, size);
    }
}
