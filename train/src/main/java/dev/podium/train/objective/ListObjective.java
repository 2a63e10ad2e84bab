package dev.podium.train.objective;

import dev.podium.Slate;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.model.train.TrainableScorer;
import dev.podium.train.Objective;
import dev.podium.train.data.Choice;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingList;
import java.util.List;

/**
 * Scores lists and is pulled towards grades, a teacher, or both: supervised, distilled and hybrid training of whatever scores.
 *
 * <p>Each step takes the next lists of the mixture and some candidates of each. A list's loss is the sum of its aims by their weights; the
 * step's is the mean over its lists, however they are parted.
 *
 * @param scorer learns
 * @param mixture where lists come from
 * @param choice which of their candidates are shown
 * @param aims at least one
 * @param batch lists of a step, at least 1
 * @param part lists that go through the model together, in 1..batch
 * @since 0.1.0
 */
public record ListObjective(TrainableScorer scorer, Mixture mixture, Choice choice, List<Aim> aims, int batch, int part)
        implements Objective {

    /** Checks and copies. */
    public ListObjective {
        aims = List.copyOf(aims);
        if (aims.isEmpty()) {
            throw new IllegalArgumentException("An objective must have at least one aim.");
        }
    }

    @Override
    public double learn(long step) {
        return Parts.learn(step, batch, part, place -> Parts.list(mixture, choice, place), this::learn);
    }

    private double learn(List<TrainingList> lists) {
        List<Slate> slates = lists.stream().map(TrainingList::slate).toList();
        try (Pass pass = scorer.forward(slates, Mode.TRAIN)) {
            double[] scores = pass.scores();
            double[] gradient = new double[scores.length];
            double loss = Aim.pull(aims, lists, scores, gradient, 1.0 / batch);
            pass.backward(gradient);
            return loss;
        }
    }
}
