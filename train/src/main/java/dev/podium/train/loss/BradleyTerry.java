package dev.podium.train.loss;

/**
 * Preferred against rejected: which of the two would one rather have?
 *
 * <p>The mean over all pairs of a preferred candidate i and a rejected one j of {@code -log sigmoid(s_i - s_j - margin)}: scores are
 * logarithms of strengths, and the stronger wins in proportion. Targets are 1 for preferred and 0 for rejected, and nothing between: this
 * is {@link RankNet} for judgements that have no grades, and refuses what has. No term where all are preferred, or all rejected.
 *
 * <p>Source: Bradley and Terry, "Rank Analysis of Incomplete Block Designs", 1952; as the loss of a reward, Ouyang et al., arXiv
 * 2203.02155, equation 1; a margin as in Touvron et al., arXiv 2307.09288, equation 2; as the loss of a reranker of programs, that pass
 * their tests or do not, arXiv 2504.09643.
 *
 * @param margin by how much the preferred one should be ahead; finite
 * @since 0.1.0
 */
public record BradleyTerry(double margin) implements ListLoss {

    /** Checks. */
    public BradleyTerry {
        if (!Double.isFinite(margin)) {
            throw new IllegalArgumentException("The margin (%s) must be finite.\nMaybe 0.".formatted(margin));
        }
    }

    /** Ahead is enough. */
    public BradleyTerry() {
        this(0);
    }

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        int pairs = terms(targets);
        if (pairs == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (targets[i] > targets[j]) {
                    double lacks = scores[j] - scores[i] + margin;
                    sum += Checked.softplus(lacks);
                    double pull = Checked.sigmoid(lacks) / pairs;
                    gradient[i] -= pull;
                    gradient[j] += pull;
                }
            }
        }
        return sum / pairs;
    }

    @Override
    public int terms(double[] targets) {
        int preferred = 0;
        for (int i = 0; i < targets.length; i++) {
            if (targets[i] != 0 && targets[i] != 1) {
                throw new IllegalArgumentException(
                        "The target at index %d (%s) must be 1 for preferred or 0 for rejected.\nMaybe RankNet, which takes grades."
                                .formatted(i, targets[i]));
            }
            preferred += targets[i] == 1 ? 1 : 0;
        }
        return preferred * (targets.length - preferred);
    }
}
