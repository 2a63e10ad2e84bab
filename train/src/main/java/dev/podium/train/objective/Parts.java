package dev.podium.train.objective;

import dev.podium.train.Batches;
import dev.podium.train.data.Choice;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;

/** A step's examples, drawn by their places in the stream and learnt a part at a time. */
final class Parts {

    private Parts() {}

    /**
     * Learns from the examples of a step.
     *
     * @param drawn the example at a place of the stream
     * @param learn from some of them, which go through the model together; the loss that they have in the step's
     * @return the sum of the parts' losses
     */
    static <T> double learn(long step, int batch, int part, LongFunction<T> drawn, ToDoubleFunction<List<T>> learn) {
        List<T> examples = new ArrayList<>(batch);
        for (int i = 0; i < batch; i++) {
            examples.add(drawn.apply(step * batch + i));
        }
        double loss = 0;
        for (Batches.Part own : new Batches(batch, batch, part).parts(0)) {
            loss += learn.applyAsDouble(examples.subList(own.from(), own.to()));
        }
        return loss;
    }

    /** The list at a place, with the candidates that it shows there. */
    static TrainingList list(Mixture mixture, Choice choice, long place) {
        return choice.of(mixture.at(place), place);
    }
}
