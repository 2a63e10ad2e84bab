package dev.podium.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;

/**
 * Values of many systems on the same queries.
 *
 * @param names of the systems
 * @param values [system][query]
 */
record ValueTable(List<String> names, double[][] values) {

    static ValueTable of(SequencedMap<String, ? extends SequencedMap<String, Double>> byName) {
        if (byName.size() < 2) {
            throw new IllegalArgumentException(
                    "Tukey's test needs at least two systems and has %d.".formatted(byName.size()));
        }
        SequencedMap<String, Double> first = byName.firstEntry().getValue();
        if (first.size() < 2) {
            throw new IllegalArgumentException(
                    "Tukey's test needs at least two queries and has %d.".formatted(first.size()));
        }
        List<String> names = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        byName.forEach((name, row) -> {
            if (!row.keySet().equals(first.keySet())) {
                throw new IllegalArgumentException(
                        "The systems \"%s\" and \"%s\" have values for different queries.\nMaybe count a missing query as 0 first, as trec_eval -c does."
                                .formatted(byName.firstEntry().getKey(), name));
            }
            names.add(name);
            rows.add(first.sequencedKeySet().stream()
                    .mapToDouble(query -> row.getOrDefault(query, 0.0))
                    .toArray());
        });
        return new ValueTable(List.copyOf(names), rows.toArray(double[][]::new));
    }

    double[] systemMeans() {
        return Arrays.stream(values).mapToDouble(Moments::mean).toArray();
    }

    double[] queryMeans() {
        double[] means = new double[values[0].length];
        for (int q = 0; q < means.length; q++) {
            for (double[] row : values) {
                means[q] += row[q] / values.length;
            }
        }
        return means;
    }

    /** Every pair by the studentised range, given the mean square of the error and its degrees of freedom. */
    List<TukeyHsd.Pair> studentised(double meanSquare, int freedom) {
        double error = Math.sqrt(meanSquare / values[0].length);
        return pairs((one, other) ->
                one == other ? 1 : StudentisedRange.above(Math.abs(one - other) / error, values.length, freedom));
    }

    /** How a pair of means gets its p-value. */
    interface PValue {
        double of(double one, double other);
    }

    List<TukeyHsd.Pair> pairs(PValue p) {
        double[] means = systemMeans();
        List<TukeyHsd.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < means.length; i++) {
            for (int j = i + 1; j < means.length; j++) {
                pairs.add(new TukeyHsd.Pair(names.get(i), names.get(j), means[i] - means[j], p.of(means[i], means[j])));
            }
        }
        return List.copyOf(pairs);
    }
}
