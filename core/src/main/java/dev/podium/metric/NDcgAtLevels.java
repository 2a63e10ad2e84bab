package dev.podium.metric;

/**
 * nDCG averaged over the ranks at which the ideal list falls to another grade, and the last: {@code Rndcg}.
 *
 * <p>With five of grade 2 and three of grade 1 these ranks are 5, 8 and the end. As in trec_eval, the end counts only where
 * at least two candidates more were retrieved than there are relevant.
 *
 * @param rel the least grade that counts as relevant: where nothing is, the value is 0
 * @since 0.1.0
 */
public record NDcgAtLevels(int rel) implements Metric {
    @Override
    public double of(Judged list) {
        if (list.relevant(rel) == 0) {
            return 0;
        }
        int all = list.relevant(1);
        double gained = 0;
        double ideal = 0;
        double sum = 0;
        int levels = 0;
        for (int i = 0; i < Math.max(list.size(), all + 1); i++) {
            int best = i < all ? list.ideal(i) : 0;
            if (i > 0 && i <= all && best != list.ideal(i - 1)) {
                sum += gained / ideal;
                levels++;
            }
            if (i < list.size() && list.grade(i) > 0) {
                gained += list.grade(i) / Discount.at(i);
            }
            ideal += best / Discount.at(i);
        }
        if (list.size() > all + 1) {
            sum += gained / ideal;
            levels++;
        }
        return levels == 0 ? 0 : sum / levels;
    }

    @Override
    public String toString() {
        return Names.of("Rndcg", rel, 0);
    }
}
