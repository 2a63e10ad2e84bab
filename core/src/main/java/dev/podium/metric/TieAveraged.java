package dev.podium.metric;

import dev.podium.Hit;
import dev.podium.Ranking;
import java.util.List;
import java.util.Map;

/**
 * nDCG averaged over all orders of equal scores, as sklearn does: each of a group of ties gains the group's mean.
 *
 * <p>Source: McSherry and Najork, "Computing Information Retrieval Performance Measures Efficiently in the Presence of Tied
 * Scores", ECIR 2008.
 */
final class TieAveraged {

    private TieAveraged() {}

    static double nDcg(Ranking ranking, Map<String, Integer> grades, NDcg metric) {
        List<Hit> hits = ranking.hits();
        int cutoff = metric.cutoff() == 0 ? hits.size() : Math.min(metric.cutoff(), hits.size());
        double sum = 0;
        for (int from = 0; from < cutoff; ) {
            int to = from;
            double gain = 0;
            while (to < hits.size() && hits.get(to).score() == hits.get(from).score()) {
                gain += metric.gain()
                        .of(grades.getOrDefault(hits.get(to).candidate().id(), 0));
                to++;
            }
            for (int i = from; i < Math.min(to, cutoff); i++) {
                sum += gain / (to - from) / Discount.at(i);
            }
            from = to;
        }
        double[] best =
                grades.values().stream().mapToDouble(metric.gain()::of).sorted().toArray();
        int depth = metric.cutoff() == 0 ? best.length : Math.min(metric.cutoff(), best.length);
        double ideal = 0;
        for (int i = 0; i < depth; i++) {
            ideal += best[best.length - 1 - i] / Discount.at(i);
        }
        return ideal == 0 ? 0 : sum / ideal;
    }
}
