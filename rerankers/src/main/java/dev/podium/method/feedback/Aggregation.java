package dev.podium.method.feedback;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How the scores that several queries give the same candidates become one.
 *
 * @since 0.1.0
 */
public enum Aggregation {
    /** The mean. */
    AVERAGE,
    /** The greatest. */
    MAX,
    /** The mean of {@code (n - rank + 1) / n} over the queries; where a query's scores tie, the candidate shown first ranks first. */
    BORDA;

    /** @param votes [query][candidate], at least one query @return [candidate] */
    double[] of(List<double[]> votes) {
        double[] all = new double[votes.getFirst().length];
        for (int i = 0; i < all.length; i++) {
            int candidate = i;
            all[i] = switch (this) {
                case AVERAGE ->
                    votes.stream()
                            .mapToDouble(vote -> vote[candidate])
                            .average()
                            .orElse(0);
                case MAX ->
                    votes.stream().mapToDouble(vote -> vote[candidate]).max().orElse(0);
                case BORDA -> 0;
            };
        }
        if (this == BORDA) {
            for (double[] vote : votes) {
                int[] order = IntStream.range(0, vote.length)
                        .boxed()
                        .sorted((a, b) -> Double.compare(vote[b], vote[a]))
                        .mapToInt(Integer::intValue)
                        .toArray();
                for (int rank = 0; rank < order.length; rank++) {
                    all[order[rank]] += (double) (order.length - rank) / order.length / votes.size();
                }
            }
        }
        return all;
    }
}
