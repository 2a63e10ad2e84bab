package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * LogN_ISR: the sum of {@code 1 / rank²}, times {@code log(lists that hold the candidate + sigma)}.
 *
 * <p>Looks at ranks only. Sigma keeps apart what a single list holds; with 0 it is {@link LogIsr}.
 *
 * <p>Source: Mourão, Martins, Magalhães, "Multimodal medical information retrieval with unsupervised rank fusion",
 * Computerized Medical Imaging and Graphics 39, 2015.
 *
 * @param sigma in 0..1; 0.01 is usual
 * @since 0.1.0
 */
public record LogNIsr(double sigma) implements Fusion {
    public LogNIsr {
        if (!(sigma >= 0 && sigma <= 1)) {
            throw new IllegalArgumentException(
                    "The constant sigma (%s) of LogN_ISR must be in [0, 1].\nMaybe 0.01.".formatted(sigma));
        }
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byRank(rankings);
        return union.ranked(candidate -> {
            double[] inverse = Isr.inverseSquares(union, candidate);
            return Math.log(inverse.length + sigma) * Union.sum(inverse);
        });
    }

    @Override
    public String toString() {
        return "logn_isr(sigma=" + sigma + ")";
    }
}
