package dev.podium.metric;

import dev.podium.Ranking;
import java.util.Map;

/**
 * What a ranking is worth, given the judgments: a value that prints its usual name and is parsed back from it.
 *
 * @since 0.1.0
 */
public interface Metric {

    /** The worth of one list. */
    double of(Judged list);

    /** The worth of a ranking, put into trec_eval's order first. */
    default double of(Ranking ranking, Map<String, Integer> grades) {
        return of(Judged.of(ranking, grades));
    }

    /** One number for many queries: their mean, unless the metric is defined otherwise. */
    default double over(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? 0 : sum / values.length;
    }

    /** The usual name with its parameters, such as {@code nDCG@10}. */
    @Override
    String toString();
}
