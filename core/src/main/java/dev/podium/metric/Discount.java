package dev.podium.metric;

/** log2(rank + 1) by index, computed once: a logarithm costs more than all else in a metric. */
final class Discount {

    private static final double[] KNOWN = new double[2048];

    static {
        for (int i = 0; i < KNOWN.length; i++) {
            KNOWN[i] = log2(i + 2);
        }
    }

    private Discount() {}

    /** Of the candidate at index {@code i}, which has rank i + 1. */
    static double at(int i) {
        return i < KNOWN.length ? KNOWN[i] : log2(i + 2);
    }

    private static double log2(int x) {
        return Math.log(x) / Math.log(2);
    }
}
