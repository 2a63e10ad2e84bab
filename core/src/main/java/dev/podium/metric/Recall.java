package dev.podium.metric;

/**
 * How much of what is relevant stands in the first k: {@code R@100}.
 *
 * <p>Divides by all that is relevant; BEIR's capped recall divides by k where that is less. 0 where nothing is relevant.
 *
 * @param cutoff k, at least 1
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record Recall(int cutoff, int rel) implements Metric {
    public Recall {
        Names.requireCutoff(cutoff);
    }

    @Override
    public double of(Judged list) {
        int all = list.relevant(rel);
        return all == 0 ? 0 : (double) Scan.relevant(list, cutoff, rel) / all;
    }

    @Override
    public String toString() {
        return Names.of("R", rel, cutoff);
    }
}
