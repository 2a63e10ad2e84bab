package dev.podium.train.loss;

/**
 * The list from the top: is each candidate chosen before all that belong below it?
 *
 * <p>Candidates are drawn one after another, each with the probability that the softmax of the scores gives it among those that are left;
 * the loss is minus the logarithm of the probability that the right order comes out, divided by the number of draws:
 * {@code mean_i -log(e^s_i / (e^s_i + sum over t_j < t_i of e^s_j))}. Only the order of the targets matters. A candidate that has nothing
 * below it makes no term.
 *
 * <p>Source: Xia et al., "Listwise Approach to Learning to Rank: Theory and Algorithm", ICML 2008. Departs from it in the mean over draws,
 * so that long lists do not pull harder than short ones; and in candidates with equal targets, which do not compete, where the paper has
 * none: with one grade of relevant candidates each of them is drawn among itself and the irrelevant ones.
 *
 * @since 0.1.0
 */
public record ListMle() implements ListLoss {

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        int draws = terms(targets);
        if (draws == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            double greatest = scores[i];
            for (int j = 0; j < scores.length; j++) {
                greatest = targets[j] < targets[i] ? Math.max(greatest, scores[j]) : greatest;
            }
            double left = Math.exp(scores[i] - greatest);
            for (int j = 0; j < scores.length; j++) {
                left += targets[j] < targets[i] ? Math.exp(scores[j] - greatest) : 0;
            }
            double logLeft = greatest + Math.log(left);
            sum += logLeft - scores[i];
            for (int j = 0; j < scores.length; j++) {
                if (targets[j] < targets[i]) {
                    double pull = Math.exp(scores[j] - logLeft) / draws;
                    gradient[j] += pull;
                    gradient[i] -= pull;
                }
            }
        }
        return sum / draws;
    }

    @Override
    public int terms(double[] targets) {
        Checked.ordered(targets);
        int draws = 0;
        for (double target : targets) {
            for (double other : targets) {
                if (other < target) {
                    draws++;
                    break;
                }
            }
        }
        return draws;
    }
}
