package dev.podium.train;

/**
 * The share of the learning rate that each step has: a pure function of the step.
 *
 * <p>The formulas and the rounding are those of {@code get_*_schedule_with_warmup} in Hugging Face's transformers: with a warm-up of w
 * steps, step 0 has the share 0 and step w the first whole one; a linear or cosine one reaches 0 at its total.
 *
 * @since 0.1.0
 */
public sealed interface Schedule {

    /**
     * The share at a step.
     *
     * @param step from 0
     * @return in 0..1
     */
    double at(long step);

    /** The whole rate, always. */
    static Schedule constant() {
        return new Constant(0);
    }

    /** Rises over the warm-up, then stays. */
    static Schedule constant(long warmUp) {
        return new Constant(warmUp);
    }

    /** Rises over the warm-up, then falls in a line to 0 at the total. */
    static Schedule linear(long warmUp, long total) {
        return new Linear(warmUp, total);
    }

    /** Rises over the warm-up, then falls by half a cosine wave to 0 at the total. */
    static Schedule cosine(long warmUp, long total) {
        return new Cosine(warmUp, total);
    }

    /**
     * Rises over the warm-up, then stays.
     *
     * @param warmUp steps, at least 0
     * @since 0.1.0
     */
    record Constant(long warmUp) implements Schedule {

        /** Checks. */
        public Constant {
            Warming.check(warmUp);
        }

        @Override
        public double at(long step) {
            return step < warmUp ? Warming.share(step, warmUp) : 1;
        }
    }

    /**
     * Rises over the warm-up, then falls in a line.
     *
     * @param warmUp steps, at least 0
     * @param total steps, warm-up included
     * @since 0.1.0
     */
    record Linear(long warmUp, long total) implements Schedule {

        /** Checks. */
        public Linear {
            Warming.check(warmUp, total);
        }

        @Override
        public double at(long step) {
            return step < warmUp ? Warming.share(step, warmUp) : 1 - Warming.progress(step, warmUp, total);
        }
    }

    /**
     * Rises over the warm-up, then falls by half a cosine wave.
     *
     * @param warmUp steps, at least 0
     * @param total steps, warm-up included
     * @since 0.1.0
     */
    record Cosine(long warmUp, long total) implements Schedule {

        /** Checks. */
        public Cosine {
            Warming.check(warmUp, total);
        }

        @Override
        public double at(long step) {
            if (step < warmUp) {
                return Warming.share(step, warmUp);
            }
            return 0.5 * (1 + Math.cos(Math.PI * Warming.progress(step, warmUp, total)));
        }
    }
}
