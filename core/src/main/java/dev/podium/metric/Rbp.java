package dev.podium.metric;

/**
 * What a reader finds who goes on to the next rank with probability p: {@code RBP(p=0.8)}.
 *
 * <p>{@code (1 - p) sum of p^(i-1)} over the ranks i of relevant candidates. Binary, with p 0.8 by default, as in
 * ir_measures; trec_eval 10 has 0.9.
 *
 * <p>Source: Moffat and Zobel, "Rank-Biased Precision for Measurement of Retrieval Effectiveness", TOIS 2008.
 *
 * @param p persistence, in 0..1 without the ends
 * @param rel the least grade that counts as relevant
 * @param cutoff k, or 0 for the whole list
 * @since 0.1.0
 */
public record Rbp(double p, int rel, int cutoff) implements Metric {
    public Rbp {
        requirePersistence(p);
    }

    static void requirePersistence(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException(
                    "The persistence p (%s) of RBP must be in (0, 1).\nMaybe 0.8.".formatted(p));
        }
    }

    @Override
    public double of(Judged list) {
        int depth = Names.depth(cutoff, list);
        double weight = 1 - p;
        double sum = 0;
        for (int i = 0; i < depth; i++, weight *= p) {
            if (list.grade(i) >= rel) {
                sum += weight;
            }
        }
        return sum;
    }

    @Override
    public String toString() {
        return "RBP(" + (rel == 1 ? "" : "rel=" + rel + ",") + "p=" + p + ")" + (cutoff == 0 ? "" : "@" + cutoff);
    }
}
