package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * CombGMNZ: the sum of the scores, times the number of lists that hold the candidate to the power gamma.
 *
 * <p>Gamma 0 is {@link CombSum}, 1 is {@link CombMnz}; above 1 overlap counts more than scores. Wants scores of 0 and above,
 * as CombMNZ does.
 *
 * <p>Source: Lee, "Analyses of Multiple Evidence Combination", SIGIR 1997.
 *
 * @param gamma finite
 * @since 0.1.0
 */
public record CombGmnz(double gamma) implements Fusion {
    public CombGmnz {
        if (!Double.isFinite(gamma)) {
            throw new IllegalArgumentException(
                    "The exponent gamma (%s) of CombGMNZ must be a finite number.\nMaybe 1, which is CombMNZ."
                            .formatted(gamma));
        }
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byScore(rankings);
        return union.ranked(candidate -> {
            double[] scores = union.held(candidate);
            return Union.sum(scores) * Math.pow(scores.length, gamma);
        });
    }

    @Override
    public String toString() {
        return "combgmnz(gamma=" + gamma + ")";
    }
}
