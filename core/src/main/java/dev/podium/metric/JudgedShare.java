package dev.podium.metric;

/**
 * How much of the first k anybody judged: {@code Judged@10}. Low values say that a metric is mostly a guess.
 *
 * <p>Divides by the number retrieved where that is less than k, as ir_measures does; trec_eval 10's {@code unj} is the
 * unjudged share of k. 0 where nothing was retrieved.
 *
 * @param cutoff k, at least 1
 * @since 0.1.0
 */
public record JudgedShare(int cutoff) implements Metric {
    public JudgedShare {
        Names.requireCutoff(cutoff);
    }

    @Override
    public double of(Judged list) {
        int depth = Names.depth(cutoff, list);
        int judged = 0;
        for (int i = 0; i < depth; i++) {
            if (list.grade(i) != Judged.UNJUDGED) {
                judged++;
            }
        }
        return depth == 0 ? 0 : (double) judged / depth;
    }

    @Override
    public String toString() {
        return "Judged@" + cutoff;
    }
}
