package dev.podium.eval;

/**
 * A small random source whose numbers will never change under us.
 *
 * <p>The JDK may change the algorithm behind its named generators; a seed printed in a report must mean the same numbers
 * in every release. Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
 */
final class SplitMix {

    private long state;

    SplitMix(long seed) {
        state = seed;
    }

    /** 64 random bits. */
    long bits() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number in [0, bound); biased by less than bound / 2^63, which no sample here can see. */
    int below(int bound) {
        return (int) Math.multiplyHigh(bits() >>> 1, (long) bound << 1);
    }
}
