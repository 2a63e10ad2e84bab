package dev.podium.metric;

/**
 * How much of the first k is relevant: {@code P@10}.
 *
 * <p>Divides by k even where fewer were retrieved, as trec_eval does; some tools divide by the number retrieved.
 *
 * @param cutoff k, at least 1
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record Precision(int cutoff, int rel) implements Metric {
    public Precision {
        Names.requireCutoff(cutoff);
    }

    @Override
    public double of(Judged list) {
        return (double) Scan.relevant(list, cutoff, rel) / cutoff;
    }

    @Override
    public String toString() {
        return Names.of("P", rel, cutoff);
    }
}
