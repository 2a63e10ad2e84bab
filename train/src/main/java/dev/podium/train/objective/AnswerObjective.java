package dev.podium.train.objective;

import dev.podium.model.train.Mode;
import dev.podium.model.train.TrainableWriting;
import dev.podium.model.train.TrainableWriting.Lesson;
import dev.podium.model.train.WritingPass;
import dev.podium.train.Objective;
import dev.podium.train.data.Rounds;
import dev.podium.train.loss.AnswerCrossEntropy;
import java.util.List;

/**
 * Answers as words: supervised fine-tuning on prompts with what should follow them.
 *
 * <p>Prompts are read and not learnt. A lesson's loss is the mean over the tokens of its answer, the step's the mean over its lessons. Every
 * lesson comes once before any comes again, in an order that each round shuffles anew.
 *
 * <p>Source: the second stage of DeAR, arXiv 2508.16998, on written permutations with their reasons; ReasonRank, ERank, Rank1 and GroupRank
 * begin alike.
 *
 * @param writing learns
 * @param lessons at least one
 * @param batch lessons of a step, at least 1
 * @param part lessons that go through the model together, in 1..batch
 * @param seed of the shuffles
 * @since 0.1.0
 */
public record AnswerObjective(TrainableWriting writing, List<Lesson> lessons, int batch, int part, long seed)
        implements Objective {

    /** Checks and copies. */
    public AnswerObjective {
        lessons = List.copyOf(lessons);
        if (lessons.isEmpty()) {
            throw new IllegalArgumentException("There must be a lesson to learn from.\nMaybe all are held out.");
        }
    }

    @Override
    public double learn(long step) {
        long first = step * batch;
        int[] turns = new Rounds(lessons.size(), seed).turns(first, batch);
        return Parts.learn(step, batch, part, place -> lessons.get(turns[(int) (place - first)]), this::learn);
    }

    private double learn(List<Lesson> own) {
        try (WritingPass pass = writing.forward(own, Mode.TRAIN)) {
            double[][] logProbs = pass.logProbs();
            double[][] ofWords = Zeros.like(logProbs);
            double share = 1.0 / batch;
            double sum = 0;
            for (int i = 0; i < ofWords.length; i++) {
                sum += share * pull(logProbs[i], ofWords[i], share);
            }
            pass.backward(ofWords, Zeros.like(pass.logits()));
            return sum;
        }
    }

    /**
     * A mean over an answer's own tokens, so that long answers do not count more.
     *
     * @param gradient [token]; set to the slope, times the weight
     * @return the loss, not weighed
     */
    static double pull(double[] logProbs, double[] gradient, double weight) {
        double[][] slope = {new double[logProbs.length]};
        double loss = new AnswerCrossEntropy().at(new double[][] {logProbs}, slope);
        for (int t = 0; t < gradient.length; t++) {
            gradient[t] = weight * slope[0][t];
        }
        return loss;
    }

    /**
     * How well lessons are known: the mean over them of the mean log-probability of their answers' tokens, at most 0.
     *
     * @param known none of those that are learnt
     */
    public static double value(TrainableWriting writing, List<Lesson> known) {
        double sum = 0;
        for (Lesson lesson : known) {
            try (WritingPass pass = writing.forward(List.of(lesson), Mode.INFER)) {
                double[] logProbs = pass.logProbs()[0];
                double own = 0;
                for (double logProb : logProbs) {
                    own += logProb / logProbs.length;
                }
                sum += own / known.size();
            }
        }
        return sum;
    }
}
