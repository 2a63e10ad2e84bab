package dev.podium.metric;

/**
 * Whether anything relevant stands in the first k: {@code Success@10}; others call it hit rate.
 *
 * @param cutoff k, at least 1
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record Success(int cutoff, int rel) implements Metric {
    public Success {
        Names.requireCutoff(cutoff);
    }

    @Override
    public double of(Judged list) {
        return Scan.relevant(list, cutoff, rel) > 0 ? 1 : 0;
    }

    @Override
    public String toString() {
        return Names.of("Success", rel, cutoff);
    }
}
