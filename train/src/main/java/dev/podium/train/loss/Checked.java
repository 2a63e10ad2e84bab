package dev.podium.train.loss;

/** What every loss checks, and the one piece of arithmetic that all share. */
final class Checked {

    private Checked() {}

    static void lengths(double[] scores, double[] targets, double[] gradient) {
        if (targets.length != scores.length || gradient.length != scores.length) {
            throw new IllegalArgumentException(
                    "The targets (%d) and the gradient (%d) must be as many as the scores (%d)."
                            .formatted(targets.length, gradient.length, scores.length));
        }
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException(
                        "The score at index %d is %s and must be finite.\nMaybe the learning rate is too high."
                                .formatted(i, scores[i]));
            }
        }
    }

    static double temperature(double temperature) {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException(
                    "The temperature (%s) must be above 0 and finite.\nMaybe 1, or 0.05 for cosines."
                            .formatted(temperature));
        }
        return temperature;
    }

    /** {@code to[from + i] += factor * numbers[i]}. */
    static void add(double[] to, double factor, double[] numbers, int from) {
        for (int i = 0; i < numbers.length; i++) {
            to[from + i] += factor * numbers[i];
        }
    }

    /** {@code log(1 + e^x)}, without overflow. */
    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** {@code 1 / (1 + e^-x)}, without overflow. */
    static double sigmoid(double x) {
        double e = Math.exp(-Math.abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }
}
