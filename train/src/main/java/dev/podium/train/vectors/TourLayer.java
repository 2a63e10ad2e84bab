package dev.podium.train.vectors;

import java.util.Random;

/**
 * A layer between vectors and forms: {@code tanh(W x + b)}, and a 1 behind it.
 *
 * <p>Along a path the parts of the forms that look at one end of a step alone cancel out but for the path's own ends, so the 1 is all that
 * can tell up from down; and without a bend a form knows no more of a candidate than weighted sums.
 */
final class TourLayer {

    private final int in;
    private final int out;

    /** [out][in], then the biases. */
    private final double[] numbers;

    private final double[] gradient;

    /** Begun as a layer of torch: within {@code 1 / sqrt(in)}. */
    TourLayer(int in, int out, Random random) {
        this.in = in;
        this.out = out;
        this.numbers = new double[out * in + out];
        this.gradient = new double[numbers.length];
        double bound = 1 / Math.sqrt(in);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (2 * random.nextDouble() - 1) * bound;
        }
    }

    /** What moves. */
    double[] numbers() {
        return numbers;
    }

    /** What is added to by {@link #backward}. */
    double[] gradient() {
        return gradient;
    }

    /** The vector as the forms see it, [out + 1]. */
    double[] of(double[] vector) {
        double[] seen = new double[out + 1];
        for (int o = 0; o < out; o++) {
            double sum = numbers[out * in + o];
            for (int i = 0; i < in; i++) {
                sum += numbers[o * in + i] * vector[i];
            }
            seen[o] = Math.tanh(sum);
        }
        seen[out] = 1;
        return seen;
    }

    /** @param seen what {@link #of} made of the vector @param slope of the loss by it */
    void backward(double[] vector, double[] seen, double[] slope) {
        for (int o = 0; o < out; o++) {
            double own = slope[o] * (1 - seen[o] * seen[o]);
            gradient[out * in + o] += own;
            for (int i = 0; i < in; i++) {
                gradient[o * in + i] += own * vector[i];
            }
        }
    }

    /** The weights, [out][in]. */
    float[] weights() {
        return narrow(0, out * in);
    }

    /** The biases, [out]. */
    float[] biases() {
        return narrow(out * in, numbers.length);
    }

    private float[] narrow(int from, int to) {
        float[] narrow = new float[to - from];
        for (int i = from; i < to; i++) {
            narrow[i - from] = (float) numbers[i];
        }
        return narrow;
    }
}
