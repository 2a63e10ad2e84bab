package dev.podium.metric;

/**
 * The mean over what is relevant of the precision where it stands: {@code AP}, {@code AP(rel=2)@1000}; its mean over
 * queries is MAP.
 *
 * <p>{@code AP@k} divides by all that is relevant, as trec_eval's {@code map_cut} does, and not by {@code min(k, R)}. 0
 * where nothing is relevant.
 *
 * @param rel the least grade that counts as relevant
 * @param cutoff k, or 0 for the whole list
 * @since 0.1.0
 */
public record AveragePrecision(int rel, int cutoff) implements Metric {
    @Override
    public double of(Judged list) {
        int all = list.relevant(rel);
        int depth = Names.depth(cutoff, list);
        int found = 0;
        double sum = 0;
        for (int i = 0; i < depth && found < all; i++) {
            if (list.grade(i) >= rel) {
                found++;
                sum += (double) found / (i + 1);
            }
        }
        return all == 0 ? 0 : sum / all;
    }

    @Override
    public String toString() {
        return Names.of("AP", rel, cutoff);
    }
}
