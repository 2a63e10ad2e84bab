package dev.podium.train.objective;

import dev.podium.model.train.Mode;
import dev.podium.model.train.TrainableWriting;
import dev.podium.model.train.TrainableWriting.Lesson;
import dev.podium.model.train.WritingPass;
import dev.podium.train.Batches;
import dev.podium.train.Objective;
import dev.podium.train.loss.AnswerCrossEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

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
        List<Lesson> own = new ArrayList<>(batch);
        for (int i = 0; i < batch; i++) {
            own.add(at(step * batch + i));
        }
        double sum = 0;
        for (Batches.Part one : new Batches(batch, batch, part).parts(0)) {
            sum += learn(own.subList(one.from(), one.to()));
        }
        return sum;
    }

    private Lesson at(long place) {
        int n = lessons.size();
        Random random = new Random((seed * 0x9E3779B97F4A7C15L + place / n) * 0xD1342543DE82EF95L);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return lessons.get(order[(int) (place % n)]);
    }

    private double learn(List<Lesson> own) {
        try (WritingPass pass = writing.forward(own, Mode.TRAIN)) {
            double[][] logProbs = pass.logProbs();
            double[][] ofWords = new double[own.size()][];
            double[][] ofLabels = new double[own.size()][];
            double sum = 0;
            for (int i = 0; i < ofWords.length; i++) {
                double[][] slope = {new double[logProbs[i].length]};
                sum += new AnswerCrossEntropy().at(new double[][] {logProbs[i]}, slope) / batch;
                ofWords[i] = slope[0];
                for (int t = 0; t < ofWords[i].length; t++) {
                    ofWords[i][t] /= batch;
                }
                ofLabels[i] = new double[own.get(i).labels().size()];
            }
            pass.backward(ofWords, ofLabels);
            return sum;
        }
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
