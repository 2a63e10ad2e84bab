package dev.podium.torch.train;

import dev.podium.model.train.Pass;
import java.util.List;
import java.util.function.Supplier;

/**
 * One step of learning: forward, loss, backward, for each part of the batch in its turn, then the optimiser moves the weights.
 *
 * <pre>{@code
 * model.begin(step);
 * TrainStep.Taken taken = TrainStep.take(
 *         List.of(new TrainStep.Part(
 *                 () -> model.forward(slates, Mode.TRAIN),
 *                 (scores, gradient) -> loss.at(scores, targets, gradient),
 *                 1)),
 *         optimizer, schedule.at(step), 1.0);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class TrainStep {

    private TrainStep() {}

    /** How wrong scores are, and how each would have to move: any loss, with its targets. */
    @FunctionalInterface
    public interface Pull {

        /** The loss. @param gradient [candidate]; the derivative of the loss by each score is added */
        double at(double[] scores, double[] gradient);
    }

    /**
     * Examples that go through the model together.
     *
     * @param forward begins a pass to learn from
     * @param loss of its scores
     * @param weight of this loss in that of the step; those of a step sum to 1
     */
    public record Part(Supplier<Pass> forward, Pull loss, double weight) {}

    /**
     * What a step found.
     *
     * @param loss before the weights moved
     * @param norm of the gradients, before clipping
     */
    public record Taken(double loss, double norm) {}

    /**
     * Takes a step.
     *
     * @param share of each group's rate, from a schedule
     * @param clip as {@link AdamW#step}
     * @throws IllegalStateException if a gradient is not finite; no weight has moved then, and gradients are forgotten
     */
    public static Taken take(List<Part> parts, AdamW optimizer, double share, double clip) {
        boolean taken = false;
        try {
            double loss = 0;
            for (Part part : parts) {
                loss += part.weight() * learn(part);
            }
            double norm = optimizer.step(share, clip);
            taken = true;
            return new Taken(loss, norm);
        } finally {
            if (!taken) {
                optimizer.forgetGradients();
            }
        }
    }

    private static double learn(Part part) {
        try (Pass pass = part.forward().get()) {
            double[] gradient = new double[pass.size()];
            double loss = part.loss().at(pass.scores(), gradient);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= part.weight();
            }
            pass.backward(gradient);
            return loss;
        }
    }
}
