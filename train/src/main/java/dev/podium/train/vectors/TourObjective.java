package dev.podium.train.vectors;

import dev.podium.Slate;
import dev.podium.train.Objective;
import dev.podium.train.data.Choice;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingList;
import dev.podium.train.loss.ListLoss;
import dev.podium.train.loss.TourMargin;
import java.util.function.Function;

/**
 * Pulls the steps of lists to the tours of their grades, or of a teacher's scores where there is a teacher.
 *
 * <p>The loss is one of steps: {@link dev.podium.train.loss.TourCrossEntropy} asks of each candidate which follows it, {@link TourMargin}
 * lets the best tour lose to the right one. Candidates are shown in an order by chance, since the forms tell up from down in it. The published training takes the two in turn ({@link Objective#inTurnWith}).
 *
 * <p>Source: TSPRank, arXiv 2411.12064, section 4.2.
 *
 * @param forms learn
 * @param vectors of a list's candidates, [candidate][dimension]
 * @param mixture where lists come from
 * @param choice which of their candidates are shown
 * @param loss of the matrix of steps
 * @param batch lists of a step, at least 1
 * @since 0.1.0
 */
public record TourObjective(
        TourForms forms, Function<Slate, float[][]> vectors, Mixture mixture, Choice choice, ListLoss loss, int batch)
        implements Objective {

    /** Checks. */
    public TourObjective {
        if (batch < 1) {
            throw new IllegalArgumentException("The batch (%d) must be at least 1.\nMaybe 16.".formatted(batch));
        }
    }

    @Override
    public double learn(long step) {
        double sum = 0;
        for (int i = 0; i < batch; i++) {
            long place = step * batch + i;
            TrainingList list = choice.of(mixture.at(place), place).shuffled(place);
            TourForms.Matrix matrix = forms.steps(vectors.apply(list.slate()));
            double[] scores = matrix.scores();
            double[] gradient = new double[scores.length];
            sum += loss.at(scores, TourMargin.steps(list.worth()), gradient) / batch;
            for (int k = 0; k < gradient.length; k++) {
                gradient[k] /= batch;
            }
            matrix.backward(gradient);
        }
        return sum;
    }
}
