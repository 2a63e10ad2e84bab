package dev.podium.metric;

/**
 * Relevant candidates discounted by what stood above them in vain: {@code binG}.
 *
 * <p>{@code 1/R sum over relevant of 1 / log2(2 + n)}, where n is how many that are not relevant stand above. It was
 * trec_eval's experiment between average precision and nDCG.
 *
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record BinaryG(int rel) implements Metric {
    @Override
    public double of(Judged list) {
        int all = list.relevant(rel);
        int above = 0;
        double sum = 0;
        for (int i = 0; i < list.size(); i++) {
            if (list.grade(i) >= rel) {
                sum += 1 / Discount.at(above);
            } else {
                above++;
            }
        }
        return all == 0 ? 0 : sum / all;
    }

    @Override
    public String toString() {
        return Names.of("binG", rel, 0);
    }
}
