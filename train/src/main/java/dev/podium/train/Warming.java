package dev.podium.train;

/** The arithmetic that schedules share. */
final class Warming {

    private Warming() {}

    static void check(long warmUp) {
        if (warmUp < 0) {
            throw new IllegalArgumentException(
                    "The warm-up (%d steps) must be at least 0.\nMaybe a tenth of all steps.".formatted(warmUp));
        }
    }

    static void check(long warmUp, long total) {
        check(warmUp);
        if (total < warmUp) {
            throw new IllegalArgumentException(
                    "The total (%d steps) must be at least the warm-up (%d), which is part of it.\nMaybe a warm-up of a tenth of all steps."
                            .formatted(total, warmUp));
        }
    }

    /** The share while it rises: 0 at step 0. */
    static double share(long step, long warmUp) {
        return step / (double) warmUp;
    }

    /** How much of what follows the warm-up is done, in 0..1. */
    static double progress(long step, long warmUp, long total) {
        // A total that is all warm-up has nothing after it: the reference divides by 1 then, and so is at the end.
        return Math.min(1, Math.max(step - warmUp, total == warmUp ? 1 : 0) / (double) Math.max(1, total - warmUp));
    }
}
