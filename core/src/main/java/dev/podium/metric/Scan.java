package dev.podium.metric;

/** Counting along a list. */
final class Scan {

    private Scan() {}

    /** How many of the first {@code depth} are relevant. */
    static int relevant(Judged list, int depth, int rel) {
        int end = Math.min(depth, list.size());
        int found = 0;
        for (int i = 0; i < end; i++) {
            if (list.grade(i) >= rel) {
                found++;
            }
        }
        return found;
    }
}
