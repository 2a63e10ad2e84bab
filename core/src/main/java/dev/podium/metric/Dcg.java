package dev.podium.metric;

/**
 * Discounted gain, not compared with that of the ideal list: {@code DCG@10}, the upper half of {@link NDcg}.
 *
 * @param cutoff k, or 0 for the whole list
 * @param gain what a grade is worth
 * @since 0.1.0
 */
public record Dcg(int cutoff, NDcg.Gain gain) implements Metric {
    @Override
    public double of(Judged list) {
        double sum = 0;
        for (int i = 0; i < Names.depth(cutoff, list); i++) {
            sum += gain.of(list.grade(i)) / Discount.at(i);
        }
        return sum;
    }

    @Override
    public String toString() {
        return (gain == NDcg.Gain.LINEAR ? "DCG" : "DCG(dcg='exp-log2')") + (cutoff == 0 ? "" : "@" + cutoff);
    }
}
