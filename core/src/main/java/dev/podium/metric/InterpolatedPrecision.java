package dev.podium.metric;

/**
 * The highest precision at or beyond a recall: {@code IPrec@0.2}; {@code IPrec@avg} is its mean over 0, 0.1, ..., 1.
 *
 * <p>A recall of x is reached with the c-th relevant candidate. trec_eval 10 rounds {@code c = round(x R)}; version 9 took
 * {@code floor(x R + 0.9)}, and the two differ: {@link #version9}.
 *
 * @param recall in 0..1, or -1 for the mean over eleven points
 * @param rel the least grade that counts as relevant
 * @param version9 whether c is found as trec_eval 9 did
 * @since 0.1.0
 */
public record InterpolatedPrecision(double recall, int rel, boolean version9) implements Metric {

    private static final int POINTS = 11;

    public InterpolatedPrecision {
        if (!(recall >= 0 && recall <= 1) && recall != -1) {
            throw new IllegalArgumentException("The recall (%s) of IPrec must be in [0, 1].".formatted(recall));
        }
    }

    @Override
    public double of(Judged list) {
        int all = list.relevant(rel);
        int found = Scan.relevant(list, list.size(), rel);
        if (recall != -1) {
            return at(list, goal(recall, all), found);
        }
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            sum += at(list, goal(i / 10.0, all), found);
        }
        return sum / POINTS;
    }

    private long goal(double x, int all) {
        return version9 ? (long) (x * all + 0.9) : Math.round(x * all);
    }

    private double at(Judged list, long goal, int found) {
        if (goal > found) {
            return 0;
        }
        double best = 0;
        int left = found;
        for (int i = list.size(); i > 0 && left >= Math.max(goal, 1); i--) {
            best = Math.max(best, (double) left / i);
            if (list.grade(i - 1) >= rel) {
                left--;
            }
        }
        return best;
    }

    @Override
    public String toString() {
        return Names.of("IPrec", rel, 0) + (recall == -1 ? "@avg" : "@" + recall);
    }
}
