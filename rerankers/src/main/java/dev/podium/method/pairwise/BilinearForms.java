package dev.podium.method.pairwise;

import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Two bilinear forms over vectors: one for steps down the list that came in, one for steps up; maybe behind a layer, {@code tanh} of a linear
 * map with a 1 behind it.
 *
 * @since 0.1.0
 */
public final class BilinearForms {

    private final int dimensions;
    private final float[] upper;
    private final float[] lower;
    private final float upperBias;
    private final float lowerBias;
    private final @Nullable Layer layer;

    /** @param weight [out][in], row after row */
    private record Layer(float[] weight, float[] bias) {

        float[] of(float[] vector) {
            float[] seen = new float[bias.length + 1];
            for (int o = 0; o < bias.length; o++) {
                double sum = bias[o];
                for (int i = 0; i < vector.length; i++) {
                    sum += (double) weight[o * vector.length + i] * vector[i];
                }
                seen[o] = (float) Math.tanh(sum);
            }
            seen[bias.length] = 1;
            return seen;
        }
    }

    /**
     * @param dimensions of the vectors
     * @param upper [from][to], row after row, for steps from a candidate to one below it
     * @param upperBias added to it
     * @param lower the same for steps to one above it
     * @param lowerBias added to it
     */
    public BilinearForms(int dimensions, float[] upper, float upperBias, float[] lower, float lowerBias) {
        this(dimensions, upper, upperBias, lower, lowerBias, null);
    }

    private BilinearForms(
            int dimensions, float[] upper, float upperBias, float[] lower, float lowerBias, @Nullable Layer layer) {
        if (upper.length != dimensions * dimensions || lower.length != upper.length) {
            throw new IllegalArgumentException(
                    "The forms have %d and %d weights but must have %d each, for vectors of length %d."
                            .formatted(upper.length, lower.length, dimensions * dimensions, dimensions));
        }
        this.dimensions = dimensions;
        this.upper = upper.clone();
        this.lower = lower.clone();
        this.upperBias = upperBias;
        this.lowerBias = lowerBias;
        this.layer = layer;
    }

    /**
     * Reads {@code upper.weight}, {@code upper.bias}, {@code lower.weight} and {@code lower.bias}, weights of shape [1, d, d] or [d, d], and
     * {@code layer.weight} [d - 1, in] and {@code layer.bias} [d - 1], where there is a layer.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    public static BilinearForms read(Path file) {
        try (Weights weights = Weights.open(file)) {
            float[] upper = numbers(weights.tensor("upper.weight"));
            return new BilinearForms(
                    (int) Math.sqrt(upper.length),
                    upper,
                    numbers(weights.tensor("upper.bias"))[0],
                    numbers(weights.tensor("lower.weight")),
                    numbers(weights.tensor("lower.bias"))[0],
                    weights.has("layer.weight")
                            ? new Layer(numbers(weights.tensor("layer.weight")), numbers(weights.tensor("layer.bias")))
                            : null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] numbers(TensorView tensor) {
        float[] numbers = new float[(int) tensor.shape().elements()];
        tensor.copyTo(numbers, 0);
        return numbers;
    }

    /** A model's vector as the forms see it. */
    float[] seen(float[] vector) {
        int wanted = layer == null ? dimensions : layer.weight().length / layer.bias().length;
        if (vector.length != wanted) {
            throw new IllegalArgumentException(
                    "The forms are for vectors of length %d, and the model's have %d.\nMaybe they were trained over another model."
                            .formatted(wanted, vector.length));
        }
        return layer == null ? vector : layer.of(vector);
    }

    /** What a step between two vectors, as the forms see them, is worth; any number. */
    double worth(float[] from, float[] to, boolean down) {
        float[] weights = down ? upper : lower;
        double sum = down ? upperBias : lowerBias;
        for (int i = 0; i < dimensions; i++) {
            double row = 0;
            for (int j = 0; j < dimensions; j++) {
                row += (double) weights[i * dimensions + j] * to[j];
            }
            sum += from[i] * row;
        }
        return sum;
    }
}
