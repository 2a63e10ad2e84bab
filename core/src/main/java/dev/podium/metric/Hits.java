package dev.podium.metric;

/**
 * How many of the first k are relevant: {@code Hits@10}, ranx's {@code hits}. A mean over queries, unlike {@link Count}.
 *
 * @param cutoff k, at least 1
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record Hits(int cutoff, int rel) implements Metric {
    public Hits {
        Names.requireCutoff(cutoff);
    }

    @Override
    public double of(Judged list) {
        return Scan.relevant(list, cutoff, rel);
    }

    @Override
    public String toString() {
        return Names.of("Hits", rel, cutoff);
    }
}
