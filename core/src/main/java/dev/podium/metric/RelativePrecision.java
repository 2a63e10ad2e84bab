package dev.podium.metric;

/**
 * Precision over the highest that was possible: {@code RelP@10}.
 *
 * <p>Divides the relevant in the first k by {@code min(k, R)}, which is also BEIR's capped recall. 0 where nothing is
 * relevant.
 *
 * @param cutoff k, at least 1
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record RelativePrecision(int cutoff, int rel) implements Metric {
    public RelativePrecision {
        Names.requireCutoff(cutoff);
    }

    @Override
    public double of(Judged list) {
        int possible = Math.min(cutoff, list.relevant(rel));
        return possible == 0 ? 0 : (double) Scan.relevant(list, cutoff, rel) / possible;
    }

    @Override
    public String toString() {
        return Names.of("RelP", rel, cutoff);
    }
}
