package dev.podium.train.loss;

import java.util.Arrays;

/**
 * Words that should not be written: does the model keep from them?
 *
 * <p>The mean over tokens of {@code -log(1 - p)}, where p is the probability of the token. Its slope by {@code log p} is
 * {@code p / (1 - p)}, nothing for a token that is unlikely anyway.
 *
 * <p>Source: Welleck et al., arXiv 1908.04319; for candidates to rerank, EDU-guided summaries (Adams et al., ACL 2023): the reference
 * summary is unlikely where the plan is a wrong one. Departs from their code, which stops at {@code 1 - p = 1e-5}, where the slope is then
 * 0 though the token is as good as certain: from there on we follow the tangent, so that the slope is the steepest there is.
 *
 * @since 0.1.0
 */
public record Unlikelihood() {

    private static final double LEAST = 1e-5; // of 1 - p, before the tangent: smaller is rounding in float32
    private static final double HIGHEST = Math.log1p(-LEAST);

    /**
     * The loss of a batch of lessons.
     *
     * @param logProbs [lesson][token], natural
     * @param gradient [lesson][token]; the derivative of the loss by each log-probability is added
     * @return the loss, at least 0
     */
    public double at(double[][] logProbs, double[][] gradient) {
        Checked.logProbs(logProbs, gradient);
        int tokens = Arrays.stream(logProbs).mapToInt(lesson -> lesson.length).sum();
        double sum = 0;
        for (int i = 0; i < logProbs.length; i++) {
            for (int t = 0; t < logProbs[i].length; t++) {
                double at = Math.min(logProbs[i][t], HIGHEST);
                double p = Math.exp(at);
                double others = -Math.expm1(at); // 1 - p, exact where p is close to 1
                double slope = p / others;
                sum += (slope * (logProbs[i][t] - at) - Math.log1p(-p)) / tokens;
                gradient[i][t] += slope / tokens;
            }
        }
        return sum;
    }
}
