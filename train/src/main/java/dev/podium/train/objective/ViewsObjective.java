package dev.podium.train.objective;

import dev.podium.Slate;
import dev.podium.model.train.Mode;
import dev.podium.model.train.TrainableViews;
import dev.podium.train.Objective;
import dev.podium.train.data.Choice;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingList;
import dev.podium.train.loss.Orthogonality;
import java.util.List;

/**
 * Lists by views: scores are pulled to their aims, and the anchors of the views apart from one another, so that each looks for something
 * else.
 *
 * <p>Source: MVP, arXiv 2509.07485, and its public code: the softmax of {@code 1 / rank} at the temperature 0.8 as the wanted scores, and
 * the anchors' term with the weight 1. The code takes a softmax of the scores before the cross-entropy takes another; here there is one.
 *
 * @param views learns
 * @param mixture where lists come from
 * @param choice which of their candidates are shown
 * @param aims of the scores, at least one
 * @param apart weight of the anchors' term, at least 0
 * @param count of views
 * @param batch lists of a step, at least 1
 * @param part lists that go through the model together, in 1..batch
 * @since 0.1.0
 */
public record ViewsObjective(
        TrainableViews views,
        Mixture mixture,
        Choice choice,
        List<Aim> aims,
        double apart,
        int count,
        int batch,
        int part)
        implements Objective {

    /** Checks and copies. */
    public ViewsObjective {
        aims = List.copyOf(aims);
        if (aims.isEmpty() || !(apart >= 0)) {
            throw new IllegalArgumentException(
                    "An objective must have at least one aim (%d), and the anchors' weight (%s) must be at least 0."
                            .formatted(aims.size(), apart));
        }
    }

    @Override
    public double learn(long step) {
        return Parts.learn(step, batch, part, place -> Parts.list(mixture, choice, place), this::learn);
    }

    private double learn(List<TrainingList> lists) {
        List<Slate> slates = lists.stream().map(TrainingList::slate).toList();
        try (TrainableViews.ViewsPass pass = views.forward(slates, Mode.TRAIN)) {
            double[] scores = pass.scores();
            double[] gradient = new double[scores.length];
            double sum = Aim.pull(aims, lists, scores, gradient, 1.0 / batch);
            float[][] anchors = pass.anchors();
            float[][] slope = Zeros.like(anchors);
            if (apart > 0) {
                double weight = apart * lists.size() / batch;
                sum += weight * new Orthogonality(count).at(anchors, slope);
                for (float[] one : slope) {
                    for (int k = 0; k < one.length; k++) {
                        one[k] *= (float) weight;
                    }
                }
            }
            pass.backward(gradient, slope);
            return sum;
        }
    }
}
