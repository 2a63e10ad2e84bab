package dev.podium.metric;

/**
 * How much of the first k nobody judged: {@code Unjudged@10}.
 *
 * <p>Divides by k even where fewer were retrieved, as trec_eval 10's {@code unj} does. Negative grades count as unjudged.
 *
 * @param cutoff k, at least 1
 * @since 0.1.0
 */
public record UnjudgedShare(int cutoff) implements Metric {
    public UnjudgedShare {
        Names.requireCutoff(cutoff);
    }

    @Override
    public double of(Judged list) {
        int unjudged = 0;
        for (int i = 0; i < Names.depth(cutoff, list); i++) {
            if (list.grade(i) < 0) {
                unjudged++;
            }
        }
        return (double) unjudged / cutoff;
    }

    @Override
    public String toString() {
        return "Unjudged@" + cutoff;
    }
}
