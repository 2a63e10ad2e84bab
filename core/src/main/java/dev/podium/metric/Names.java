package dev.podium.metric;

/** How metrics print their parameters, and the ranges of these. */
final class Names {

    private Names() {}

    /** {@code AP(rel=2)@100}; what has its usual value is left out. */
    static String of(String name, int rel, int cutoff) {
        return name + (rel == 1 ? "" : "(rel=" + rel + ")") + (cutoff == 0 ? "" : "@" + cutoff);
    }

    static void requireCutoff(int cutoff) {
        if (cutoff < 1) {
            throw new IllegalArgumentException("The cut-off (%d) must be at least 1.\nMaybe 10.".formatted(cutoff));
        }
    }

    /** How far to look: to the cut-off, or to the end where there is none. */
    static int depth(int cutoff, Judged list) {
        return cutoff == 0 ? list.size() : Math.min(cutoff, list.size());
    }
}
