package dev.podium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.torch.tensor.Torch;
import java.util.Random;

/** Holds the gradient of a model's parameters against what the loss does when they are moved along it a little. */
final class FiniteDifferences {

    private static final double SHARE =
            0.001; // of a number's usual size, for the one that moves most: float32 leaves nothing of much less

    private static final double ROUNDING = 5e-5; // of a loss in float32

    private FiniteDifferences() {}

    /** A loss, which goes backward or does not. */
    @FunctionalInterface
    interface Loss {
        double of(boolean backward);
    }

    /** Each parameter is moved as a whole, half along its gradient and half anywhere, which shows a number missing or too many. */
    static void check(String name, LearningModel model, Loss loss) {
        loss.of(true);
        Random random = new Random(5);
        model.parameters().forEach((parameter, weight) -> {
            if (weight.wantsGradient()) {
                float[] gradient =
                        weight.gradient().map(Tensor::floats).orElseGet(() -> new float[(int) weight.elements()]);
                double norm = length(gradient);
                double typical = Math.max(length(weight.detached().floats()) / Math.sqrt(weight.elements()), 1e-3);
                float[] direction = new float[gradient.length];
                for (int i = 0; i < direction.length; i++) {
                    direction[i] = (float) (random.nextGaussian() / Math.sqrt(direction.length)
                            + (norm == 0 ? 0 : gradient[i] / norm));
                }
                double expected = 0;
                double most = 0;
                for (int i = 0; i < direction.length; i++) {
                    expected += (double) direction[i] * gradient[i];
                    most = Math.max(most, Math.abs(direction[i]));
                }
                double step = SHARE * typical / most;

                double slope = slope(weight, direction, step, loss);

                assertThat(slope)
                        .as("slope of %s of %s", parameter, name)
                        .isCloseTo(expected, within(2e-2 * Math.abs(expected) + ROUNDING / step));
            }
        });
        model.forget();
    }

    private static double slope(Tensor weight, float[] direction, double step, Loss loss) {
        return (moved(weight, direction, step, loss) - moved(weight, direction, -step, loss)) / (2 * step);
    }

    private static double length(float[] numbers) {
        double sum = 0;
        for (float number : numbers) {
            sum += (double) number * number;
        }
        return Math.sqrt(sum);
    }

    private static double moved(Tensor weight, float[] direction, double step, Loss loss) {
        try (Scope _ = Scope.open()) {
            Tensor before = weight.detached().copy();
            Tensor along = Tensors.of(direction, weight.shape());
            try (Torch.Guard _ = Torch.withoutGradients()) {
                weight.addInPlace(along, step);
            }
            try {
                return loss.of(false);
            } finally {
                try (Torch.Guard _ = Torch.withoutGradients()) {
                    weight.setInPlace(before);
                }
            }
        }
    }

    /** Fills arrays of these lengths with the script's numbers, one after the other. */
    static double[][] weights(double[][] like, double first) {
        double[][] weights = new double[like.length][];
        double next = first;
        for (int i = 0; i < like.length; i++) {
            weights[i] = new double[like[i].length];
            for (int j = 0; j < weights[i].length; j++) {
                weights[i][j] = next;
                next = -0.8 * next + 0.3;
            }
        }
        return weights;
    }
}
