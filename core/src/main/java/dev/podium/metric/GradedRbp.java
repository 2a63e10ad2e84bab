package dev.podium.metric;

/**
 * Rank-biased precision with grades: {@code GradedRBP(p=0.9)}, trec_eval 10's {@code rbp}.
 *
 * <p>{@code (1 - p) sum of g_i / g_max p^(i-1)}, where g_max is the highest grade judged for the query, at least 1. trec_eval
 * reads its highest and lowest gain before it sets them; these are the values that it prints where they happened to be 0.
 *
 * @param p persistence, in 0..1 without the ends
 * @since 0.1.0
 */
public record GradedRbp(double p) implements Metric {
    public GradedRbp {
        Rbp.requirePersistence(p);
    }

    @Override
    public double of(Judged list) {
        double best = list.judged() == 0 ? 1 : Math.max(list.ideal(0), 1);
        double weight = 1;
        double sum = 0;
        for (int i = 0; i < list.size(); i++, weight *= p) {
            sum += Math.max(list.grade(i), 0) / best * weight;
        }
        return (1 - p) * sum;
    }

    @Override
    public String toString() {
        return "GradedRBP(p=" + p + ")";
    }
}
