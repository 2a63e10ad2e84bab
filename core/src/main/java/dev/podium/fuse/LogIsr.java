package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * Log_ISR: the sum of {@code 1 / rank²}, times the natural logarithm of the number of lists that hold the candidate.
 *
 * <p>Looks at ranks only. What a single list holds scores log 1 = 0 and stands below everything that two lists hold, in the
 * order that breaks ties; {@link LogNIsr} mends that.
 *
 * <p>Source: Mourão, Martins, Magalhães, "Multimodal medical information retrieval with unsupervised rank fusion",
 * Computerized Medical Imaging and Graphics 39, 2015.
 *
 * @since 0.1.0
 */
public record LogIsr() implements Fusion {
    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byRank(rankings);
        return union.ranked(candidate -> {
            double[] inverse = Isr.inverseSquares(union, candidate);
            return Math.log(inverse.length) * Union.sum(inverse);
        });
    }

    @Override
    public String toString() {
        return "log_isr";
    }
}
