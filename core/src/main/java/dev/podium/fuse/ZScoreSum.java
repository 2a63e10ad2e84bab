package dev.podium.fuse;

import dev.podium.Candidate;
import dev.podium.Fusion;
import dev.podium.Hit;
import dev.podium.Ranking;
import dev.podium.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weighted sum of scores, each list brought to mean 0 and standard deviation 1 first.
 *
 * <p>A candidate that a list lacks gets that list's lowest value; a list whose scores are all equal says nothing and adds
 * 0. Equal sums keep the order of first appearance, the first list before the second.
 *
 * <p>Source: ZMUV normalisation, Montague and Aslam, "Relevance Score Normalization for Metasearch", CIKM 2001, with the
 * sum of Fox and Shaw, "Combination of Multiple Searches", TREC-2, 1994.
 *
 * @param weights one a list, in their order; finite
 * @since 0.1.0
 */
public record ZScoreSum(List<Double> weights) implements Fusion {
    public ZScoreSum {
        weights = List.copyOf(weights);
        for (double weight : weights) {
            if (!Double.isFinite(weight)) {
                throw new IllegalArgumentException("The weight %s of a list must be finite.".formatted(weight));
            }
        }
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        if (rankings.size() != weights.size()) {
            throw new IllegalArgumentException(
                    "There are %d rankings for %d weights.".formatted(rankings.size(), weights.size()));
        }
        List<Candidate> union = new ArrayList<>();
        Map<String, Integer> place = new LinkedHashMap<>();
        for (Ranking ranking : rankings) {
            if (ranking.scale() == Scale.ORDINAL && !ranking.isEmpty()) {
                throw new IllegalArgumentException(
                        "The scores of a ranking of query \"%s\" only tell an order (%s) and cannot be added.\nMaybe fuse by ranks: rrf."
                                .formatted(ranking.query().id(), ranking));
            }
            for (Hit hit : ranking) {
                if (place.putIfAbsent(hit.candidate().id(), union.size()) == null) {
                    union.add(hit.candidate());
                }
            }
        }
        double[] sums = new double[union.size()];
        for (int r = 0; r < rankings.size(); r++) {
            add(rankings.get(r), weights.get(r), place, sums);
        }
        return Ranking.byScore(rankings.getFirst().query(), union, sums, Scale.REAL);
    }

    private static void add(Ranking ranking, double weight, Map<String, Integer> place, double[] sums) {
        double[] scores = ranking.scores();
        double mean = 0;
        for (double score : scores) {
            mean += score / scores.length;
        }
        double variance = 0;
        for (double score : scores) {
            variance += (score - mean) * (score - mean) / scores.length;
        }
        double deviation = Math.sqrt(variance);
        if (!(deviation > 0) || Double.isInfinite(deviation)) {
            return;
        }
        double lowest = (scores[scores.length - 1] - mean) / deviation;
        boolean[] present = new boolean[sums.length];
        for (int i = 0; i < scores.length; i++) {
            int at = place.getOrDefault(ranking.hits().get(i).candidate().id(), -1);
            sums[at] += weight * (scores[i] - mean) / deviation;
            present[at] = true;
        }
        for (int at = 0; at < sums.length; at++) {
            if (!present[at]) {
                sums[at] += weight * lowest;
            }
        }
    }

    @Override
    public String toString() {
        return "zscore" + weights;
    }
}
