package dev.podium.metric;

/**
 * One over the rank of the first that is relevant: {@code RR}, {@code RR@10}; its mean over queries is MRR.
 *
 * <p>Without a cut-off the whole list counts, as in trec_eval; MS MARCO and BEIR stop at 10 and must be asked for as
 * {@code RR@10}.
 *
 * @param rel the least grade that counts as relevant
 * @param cutoff k, or 0 for the whole list
 * @since 0.1.0
 */
public record ReciprocalRank(int rel, int cutoff) implements Metric {
    @Override
    public double of(Judged list) {
        int depth = Names.depth(cutoff, list);
        for (int i = 0; i < depth; i++) {
            if (list.grade(i) >= rel) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return Names.of("RR", rel, cutoff);
    }
}
