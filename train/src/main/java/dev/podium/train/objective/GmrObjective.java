package dev.podium.train.objective;

import dev.podium.model.train.Mode;
import dev.podium.model.train.TrainableWriting;
import dev.podium.model.train.TrainableWriting.Lesson;
import dev.podium.model.train.WritingPass;
import dev.podium.train.Objective;
import dev.podium.train.data.Choice;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingList;
import dev.podium.train.loss.Gmr;
import java.util.ArrayList;
import java.util.List;

/**
 * Each candidate alone, by two words: supervised fine-tuning, contrastive learning, and what is between them.
 *
 * <p>A list's loss and gradient are {@link Gmr}'s over the logits of yes and no of its candidates: whose weight, whose direction. The step's
 * is the mean over its lists, which go through the model one at a time.
 *
 * <p>Source: GMR, "SFT or contrastive learning?" for rerankers of multimodal models; see {@link Gmr}.
 *
 * @param writing learns
 * @param prompts of a method that asks about each candidate with two labels, yes first
 * @param mixture where lists come from
 * @param choice which of their candidates are shown; one relevant
 * @param loss whose weight and whose direction
 * @param batch lists of a step, at least 1
 * @since 0.1.0
 */
public record GmrObjective(
        TrainableWriting writing, MethodPrompts prompts, Mixture mixture, Choice choice, Gmr loss, int batch)
        implements Objective {

    @Override
    public double learn(long step) {
        double sum = 0;
        for (int i = 0; i < batch; i++) {
            long place = step * batch + i;
            sum += learn(choice.of(mixture.at(place), place)) / batch;
        }
        return sum;
    }

    private double learn(TrainingList list) {
        MethodPrompts.Question question = prompts.of(list.slate());
        if (question.labels().size() != 2) {
            throw new IllegalArgumentException("The method %s must look at two labels, yes and no, and looks at %s."
                    .formatted(prompts.method().name(), question.labels()));
        }
        List<Lesson> lessons = new ArrayList<>();
        question.prompts().forEach(prompt -> lessons.add(new Lesson(prompt, "", question.labels())));
        try (WritingPass pass = writing.forward(lessons, Mode.TRAIN)) {
            double[][] logits = pass.logits();
            double[] flat = new double[2 * logits.length];
            double[] targets = new double[2 * logits.length];
            for (int i = 0; i < logits.length; i++) {
                flat[2 * i] = logits[i][0];
                flat[2 * i + 1] = logits[i][1];
                targets[list.grades().get(i) > 0 ? 2 * i : 2 * i + 1] = 1;
            }
            double[] gradient = new double[flat.length];
            double value = loss.at(flat, targets, gradient);
            double[][] ofWords = new double[logits.length][0];
            double[][] ofLogits = new double[logits.length][2];
            for (int i = 0; i < logits.length; i++) {
                ofLogits[i][0] = gradient[2 * i] / batch;
                ofLogits[i][1] = gradient[2 * i + 1] / batch;
            }
            pass.backward(ofWords, ofLogits);
            return value;
        }
    }
}
