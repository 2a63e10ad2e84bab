package dev.podium.metric;

/**
 * nDCG averaged over the ranks at which something relevant stands: {@code ndcg_rel}.
 *
 * <p>What is not retrieved counts with the gain of the whole list over that of the whole ideal list. Gains are the
 * grades. It was trec_eval's experiment to be independent of any cut-off.
 *
 * @since 0.1.0
 */
public record NDcgAtRelevant() implements Metric {
    @Override
    public double of(Judged list) {
        int all = list.relevant(1);
        double gained = 0;
        double ideal = 0;
        double sum = 0;
        int found = 0;
        for (int i = 0; i < Math.max(list.size(), all); i++) {
            if (i < all) {
                ideal += list.ideal(i) / Discount.at(i);
            }
            int grade = i < list.size() ? list.grade(i) : 0;
            if (grade > 0) {
                gained += grade / Discount.at(i);
                sum += gained / ideal;
                found++;
            }
        }
        return all == 0 ? 0 : (sum + (all - found) * gained / ideal) / all;
    }

    @Override
    public String toString() {
        return "ndcg_rel";
    }
}
