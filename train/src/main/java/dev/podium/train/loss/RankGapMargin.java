package dev.podium.train.loss;

import java.util.ArrayList;
import java.util.List;

/**
 * Pairs of candidates: is the better one ahead by a margin that grows with the ranks between them?
 *
 * <p>{@code sum over gaps g of mean over pairs with r_j - r_i = g of max(0, s_j - s_i + g * margin)}, where r are the ranks by target, so
 * neighbours count as much, together, as the first against the last. Only the order of the targets matters; equal targets share a rank and
 * make no pair. One term a list: long lists have more gaps and pull harder, as in the paper. A pair that is ahead by its margin pulls at
 * nothing.
 *
 * <p>Source: BRIO, arXiv 2203.16804, its contrastive loss, with the mean over the pairs of a gap that its code takes; margin 0.001 for
 * length-normalised log-likelihoods of 16 summaries, targets their ROUGE, and ten times this loss beside a tenth of the likelihood. The
 * term for the reference summary has weight 0 there and is left out.
 *
 * @param margin lambda, for each rank between the two; at least 0
 * @since 0.1.0
 */
public record RankGapMargin(double margin) implements ListLoss {

    /** Checks. */
    public RankGapMargin {
        if (!(margin >= 0) || Double.isInfinite(margin)) {
            throw new IllegalArgumentException(
                    "The margin (%s) must be at least 0 and finite.\nMaybe 0.001, as in BRIO.".formatted(margin));
        }
    }

    /** A pair of candidates that stand this far apart. */
    private record Apart(int better, int worse) {}

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        if (terms(targets) == 0) {
            return 0;
        }
        double loss = 0;
        List<List<Apart>> gaps = gaps(Ranks.of(targets));
        for (int gap = 1; gap < gaps.size(); gap++) {
            List<Apart> pairs = gaps.get(gap);
            for (Apart pair : pairs) {
                double lacks = scores[pair.worse()] - scores[pair.better()] + gap * margin;
                if (lacks > 0) {
                    loss += lacks / pairs.size();
                    gradient[pair.better()] -= 1.0 / pairs.size();
                    gradient[pair.worse()] += 1.0 / pairs.size();
                }
            }
        }
        return loss;
    }

    /** The pairs by how many ranks they are apart. */
    private static List<List<Apart>> gaps(int[] ranks) {
        List<List<Apart>> gaps = new ArrayList<>();
        for (int gap = 0; gap < ranks.length; gap++) {
            gaps.add(new ArrayList<>());
        }
        for (int i = 0; i < ranks.length; i++) {
            for (int j = 0; j < ranks.length; j++) {
                if (ranks[i] < ranks[j]) {
                    gaps.get(ranks[j] - ranks[i]).add(new Apart(i, j));
                }
            }
        }
        return gaps;
    }

    @Override
    public int terms(double[] targets) {
        return Ranks.pairs(targets) > 0 ? 1 : 0;
    }
}
