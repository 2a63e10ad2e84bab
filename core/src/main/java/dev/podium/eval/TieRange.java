package dev.podium.eval;

import dev.podium.Hit;
import dev.podium.Ranking;
import dev.podium.metric.Judged;
import dev.podium.metric.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Between which means a metric could fall if equal scores had been put in another order.
 *
 * <p>The low end puts the lowest grades of each tie first, the unjudged before all; the high end the highest. These are
 * the extremes of every metric that does not fall when a better candidate moves up.
 *
 * @param low mean under the worst order of ties
 * @param high mean under the best
 * @param queries on how many queries the two differ
 * @since 0.1.0
 */
public record TieRange(double low, double high, int queries) {

    /** How far apart the ends are. */
    public double width() {
        return high - low;
    }

    /** Over these rankings and the grades of their queries, one by one. */
    static TieRange of(Metric metric, List<Ranking> rankings, List<Map<String, Integer>> grades) {
        double low = 0;
        double high = 0;
        int queries = 0;
        for (int i = 0; i < rankings.size(); i++) {
            double worst = metric.of(ordered(rankings.get(i), grades.get(i), false));
            double best = metric.of(ordered(rankings.get(i), grades.get(i), true));
            low += Math.min(worst, best) / rankings.size();
            high += Math.max(worst, best) / rankings.size();
            queries += Math.abs(best - worst) > 1e-12 ? 1 : 0;
        }
        return new TieRange(low, Math.max(low, high), queries);
    }

    private static Judged ordered(Ranking ranking, Map<String, Integer> grades, boolean bestFirst) {
        int n = ranking.size();
        int[] retrieved = new int[n];
        for (int from = 0, to; from < n; from = to) {
            double score = ranking.hits().get(from).score();
            for (to = from; to < n && ranking.hits().get(to).score() == score; to++) {
                Hit hit = ranking.hits().get(to);
                retrieved[to] = grades.getOrDefault(hit.candidate().id(), Judged.UNJUDGED);
            }
            Arrays.sort(retrieved, from, to);
            for (int i = from, j = to - 1; bestFirst && i < j; i++, j--) {
                int grade = retrieved[i];
                retrieved[i] = retrieved[j];
                retrieved[j] = grade;
            }
        }
        return Judged.of(
                retrieved, grades.values().stream().mapToInt(Integer::intValue).toArray());
    }
}
