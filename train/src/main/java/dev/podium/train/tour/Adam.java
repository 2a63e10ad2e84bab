package dev.podium.train.tour;

import java.util.Arrays;
import java.util.List;

/**
 * Moves arrays of numbers, each by a step of its own size.
 *
 * <p>Source: Adam, arXiv 1412.6980, algorithm 1, with the decay in the gradient as torch's {@code Adam} has it.
 */
final class Adam {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double rate;
    private final double decay;
    private final List<double[]> numbers;
    private final List<double[]> first;
    private final List<double[]> second;
    private long moved;

    /** @param numbers move where they are */
    Adam(double rate, double decay, List<double[]> numbers) {
        this.rate = rate;
        this.decay = decay;
        this.numbers = List.copyOf(numbers);
        this.first = numbers.stream().map(one -> new double[one.length]).toList();
        this.second = numbers.stream().map(one -> new double[one.length]).toList();
    }

    /** First and second moments of each array, in their order. */
    List<double[]> first() {
        return first;
    }

    List<double[]> second() {
        return second;
    }

    long moved() {
        return moved;
    }

    /** Steps there were before, whose moments have been put back. */
    void moved(long steps) {
        moved = steps;
    }

    /** @param gradient of each array; 0 everywhere afterwards @return its norm before clipping */
    double step(List<double[]> gradient, double share, double clip) {
        double square = 0;
        for (double[] one : gradient) {
            for (double g : one) {
                square += g * g;
            }
        }
        double norm = Math.sqrt(square);
        if (!Double.isFinite(norm)) {
            gradient.forEach(one -> Arrays.fill(one, 0));
            throw new IllegalStateException(
                    "The norm of the gradients is %s and must be finite; no weight was moved.\nMaybe the rate is too high."
                            .formatted(norm));
        }
        double shrink = Math.min(1, clip / (norm + 1e-6));
        moved++;
        double whole1 = 1 - Math.pow(BETA1, moved);
        double whole2 = 1 - Math.pow(BETA2, moved);
        for (int k = 0; k < gradient.size(); k++) {
            double[] w = numbers.get(k);
            double[] m = first.get(k);
            double[] v = second.get(k);
            for (int i = 0; i < w.length; i++) {
                double g = gradient.get(k)[i] * shrink + decay * w[i];
                m[i] = BETA1 * m[i] + (1 - BETA1) * g;
                v[i] = BETA2 * v[i] + (1 - BETA2) * g * g;
                w[i] -= rate * share * m[i] / whole1 / (Math.sqrt(v[i] / whole2) + EPSILON);
            }
            Arrays.fill(gradient.get(k), 0);
        }
        return norm;
    }
}
