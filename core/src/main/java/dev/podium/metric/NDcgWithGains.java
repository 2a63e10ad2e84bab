package dev.podium.metric;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * nDCG where some grades are worth something else: {@code nDCG(gains='1=3 2=9')@10}, trec_eval's {@code ndcg.1=3,2=9}.
 *
 * <p>A grade without a gain of its own is worth itself. A gain may be negative, which takes from the list's sum; the ideal
 * list holds positive gains only. What nobody judged gains nothing.
 *
 * @param cutoff k, or 0 for the whole list
 * @param gains by grade, which is not negative
 * @since 0.1.0
 */
public record NDcgWithGains(int cutoff, SortedMap<Integer, Double> gains) implements Metric {
    public NDcgWithGains {
        gains = Collections.unmodifiableSortedMap(new TreeMap<>(gains));
        for (Map.Entry<Integer, Double> entry : gains.entrySet()) {
            if (entry.getKey() < 0) {
                throw new IllegalArgumentException(
                        "The grade (%d) of the gain %s must not be negative: it counts as unjudged."
                                .formatted(entry.getKey(), entry.getValue()));
            }
        }
    }

    @Override
    public double of(Judged list) {
        double sum = 0;
        for (int i = 0; i < Names.depth(cutoff, list); i++) {
            sum += gain(list.grade(i)) / Discount.at(i);
        }
        double[] rising = IntStream.range(0, list.judged())
                .mapToDouble(i -> gain(list.ideal(i)))
                .sorted()
                .toArray();
        double ideal = 0;
        int depth = cutoff == 0 ? rising.length : Math.min(cutoff, rising.length);
        for (int i = 0; i < depth; i++) {
            ideal += Math.max(rising[rising.length - 1 - i], 0) / Discount.at(i);
        }
        return ideal == 0 ? 0 : sum / ideal;
    }

    private double gain(int grade) {
        return grade < 0 ? 0 : gains.getOrDefault(grade, (double) grade);
    }

    @Override
    public String toString() {
        return gains.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" ", "nDCG(gains='", "')"))
                + (cutoff == 0 ? "" : "@" + cutoff);
    }
}
