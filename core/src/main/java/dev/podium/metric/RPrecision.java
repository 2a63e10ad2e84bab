package dev.podium.metric;

/**
 * Precision at R, where R is how many are relevant: {@code Rprec}. 0 where nothing is.
 *
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record RPrecision(int rel) implements Metric {
    @Override
    public double of(Judged list) {
        int all = list.relevant(rel);
        return all == 0 ? 0 : (double) Scan.relevant(list, all, rel) / all;
    }

    @Override
    public String toString() {
        return Names.of("Rprec", rel, 0);
    }
}
