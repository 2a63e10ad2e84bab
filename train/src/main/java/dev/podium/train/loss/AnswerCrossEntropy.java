package dev.podium.train.loss;

import java.util.Arrays;

/**
 * Words: does the model write the answer?
 *
 * <p>Minus the mean of the log-probabilities of the answers' tokens, each after those before it. The prompt is not among them: it is read,
 * not learnt. The mean is over the tokens of all lessons, so long answers count more than short ones, as in the usual trainers; lessons
 * without a token count nothing.
 *
 * <p>Source: the loss of a language model; with the prompt masked, as FIRST, RankZephyr, DeAR and ReasonRank are fine-tuned. FIRST adds a
 * loss of the labels' logits, ten times {@link RankNet} weighed by ranks.
 *
 * @since 0.1.0
 */
public record AnswerCrossEntropy() {

    /**
     * The loss of a batch of lessons.
     *
     * @param logProbs [lesson][token], natural, as {@link dev.podium.model.train.WritingPass#logProbs} gives them
     * @param gradient [lesson][token]; the derivative of the loss by each log-probability is added
     * @return the loss, at least 0
     */
    public double at(double[][] logProbs, double[][] gradient) {
        Checked.logProbs(logProbs, gradient);
        int tokens = Arrays.stream(logProbs).mapToInt(lesson -> lesson.length).sum();
        double sum = 0;
        for (int i = 0; i < logProbs.length; i++) {
            for (int t = 0; t < logProbs[i].length; t++) {
                sum -= logProbs[i][t] / tokens;
                gradient[i][t] -= 1.0 / tokens;
            }
        }
        return Math.max(sum, 0);
    }
}
