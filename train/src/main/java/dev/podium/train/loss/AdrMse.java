package dev.podium.train.loss;

/**
 * The list by ranks: how far is each candidate from where the teacher has it?
 *
 * <p>Scores give smooth ranks, {@code r'_i = 1 + sum over j != i of sigmoid((s_j - s_i) / temperature)}; the loss is the mean over
 * candidates of {@code (r'_i - r_i)^2 / log2(1 + r_i)}, where {@code r_i} is the rank by target, so the top counts most. Only the order of
 * the targets matters. No term where all targets are equal.
 *
 * <p>Source: the approximated, discounted rank MSE of Rank-DistiLLM, arXiv 2405.07920. Candidates with equal targets share the
 * mean of their ranks, which is what equal scores get. (The loss of this name in FIRST's code is another: it sums up a softmax in the
 * order of the list and does not read the target.)
 *
 * @param temperature divides the scores; above 0; the smaller, the more the smooth ranks are like ranks
 * @since 0.1.0
 */
public record AdrMse(double temperature) implements ListLoss {

    /** Checks. */
    public AdrMse {
        Checked.temperature(temperature);
    }

    /** Of the scores as they are. */
    public AdrMse() {
        this(1);
    }

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        if (terms(targets) == 0) {
            return 0;
        }
        int n = scores.length;
        double[] ranks = Ranks.mean(targets);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double smooth = 1;
            for (int j = 0; j < n; j++) {
                smooth += j == i ? 0 : Checked.sigmoid((scores[j] - scores[i]) / temperature);
            }
            double off = smooth - ranks[i];
            double discount = Math.log(2) / Math.log(1 + ranks[i]) / n;
            sum += discount * off * off;
            for (int j = 0; j < n; j++) {
                if (j != i) {
                    double above = Checked.sigmoid((scores[j] - scores[i]) / temperature);
                    double pull = 2 * discount * off * above * (1 - above) / temperature;
                    gradient[j] += pull;
                    gradient[i] -= pull;
                }
            }
        }
        return sum;
    }

    @Override
    public int terms(double[] targets) {
        return Ranks.pairs(targets) > 0 ? targets.length : 0;
    }
}
