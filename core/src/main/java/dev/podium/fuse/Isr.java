package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * ISR, inverse square rank: the sum of {@code 1 / rank²}, times the number of lists that hold the candidate.
 *
 * <p>Looks at ranks only, so lists of any scale may be fused.
 *
 * <p>Source: Mourão, Martins, Magalhães, "Multimodal medical information retrieval with unsupervised rank fusion",
 * Computerized Medical Imaging and Graphics 39, 2015.
 *
 * @since 0.1.0
 */
public record Isr() implements Fusion {
    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byRank(rankings);
        return union.ranked(candidate -> {
            double[] inverse = inverseSquares(union, candidate);
            return inverse.length * Union.sum(inverse);
        });
    }

    @Override
    public String toString() {
        return "isr";
    }

    /** {@code 1 / rank²} in those lists that hold the candidate. */
    static double[] inverseSquares(Union union, int candidate) {
        return union.held(candidate, (_, rank, _) -> 1 / ((double) rank * rank));
    }
}
