package dev.podium.metric;

/**
 * Gain discounted by what an ideal list would have gained more by then: {@code G}.
 *
 * <p>{@code sum of g_i / log2(2 + C_i - S_i)} over the ranks, over the sum of all gains there were to find, where S_i is
 * what the list has gained up to rank i and C_i what the ideal list has, each of its ranks counting at least 1. A grade
 * that comes late costs nothing where only better ones came before it. It was trec_eval's experiment, like {@link BinaryG}.
 *
 * @since 0.1.0
 */
public record GradedG() implements Metric {
    @Override
    public double of(Judged list) {
        double sum = 0;
        double gained = 0;
        double cost = 0;
        for (int i = 0; i < list.size(); i++) {
            int gain = Math.max(list.grade(i), 0);
            gained += gain;
            cost += i < list.judged() ? Math.max(list.ideal(i), 1) : 1;
            if (gain > 0) {
                sum += gain * Math.log(2) / Math.log(2 + cost - gained);
            }
        }
        double all = 0;
        for (int i = 0; i < list.judged() && list.ideal(i) > 0; i++) {
            all += list.ideal(i);
        }
        return all == 0 ? 0 : sum / all;
    }

    @Override
    public String toString() {
        return "G";
    }
}
