package dev.podium.train.loss;

/** What every loss checks, and the arithmetic that several share. */
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

    /** Targets of which only the order is looked at: infinite ones have a place in it. */
    static void ordered(double[] targets) {
        for (int i = 0; i < targets.length; i++) {
            if (Double.isNaN(targets[i])) {
                throw new IllegalArgumentException(
                        "The target at index %d is NaN and must be a number, to be above or below the others.\nMaybe leave the candidate out."
                                .formatted(i));
            }
        }
    }

    /** Targets that are calculated with. */
    static void finite(double[] targets) {
        for (int i = 0; i < targets.length; i++) {
            if (!Double.isFinite(targets[i])) {
                throw new IllegalArgumentException(
                        "The target at index %d (%s) must be finite.\nMaybe leave the candidate out."
                                .formatted(i, targets[i]));
            }
        }
    }

    /** Of tokens, [lesson][token]; what rounding puts a hair above 0 is let pass. */
    static void logProbs(double[][] logProbs, double[][] gradient) {
        if (gradient.length != logProbs.length) {
            throw new IllegalArgumentException(
                    "The gradient (%d lessons) must be as many as the log-probabilities (%d)."
                            .formatted(gradient.length, logProbs.length));
        }
        for (int i = 0; i < logProbs.length; i++) {
            if (gradient[i].length != logProbs[i].length) {
                throw new IllegalArgumentException(
                        "The gradient of the lesson at index %d (%d tokens) must be as long as its log-probabilities (%d)."
                                .formatted(i, gradient[i].length, logProbs[i].length));
            }
            for (int t = 0; t < logProbs[i].length; t++) {
                if (!(logProbs[i][t] <= 1e-3) || Double.isInfinite(logProbs[i][t])) {
                    throw new IllegalArgumentException(
                            "The log-probability of token %d of the lesson at index %d (%s) must be finite and at most 0."
                                    .formatted(t, i, logProbs[i][t]));
                }
            }
        }
    }

    static void weights(double[] weights, int items) {
        if (weights.length != items) {
            throw new IllegalArgumentException(
                    "The weights (%d) must be as many as the items (%d).".formatted(weights.length, items));
        }
        for (int i = 0; i < items; i++) {
            if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
                throw new IllegalArgumentException(
                        "The weight of the item at index %d (%s) must be at least 0 and finite."
                                .formatted(i, weights[i]));
            }
        }
    }

    static double temperature(double temperature) {
        return above0("temperature", temperature, "Maybe 1, or 0.05 for cosines.");
    }

    static double above0(String what, double number, String advice) {
        if (!(number > 0) || Double.isInfinite(number)) {
            throw new IllegalArgumentException(
                    "The %s (%s) must be above 0 and finite.\n%s".formatted(what, number, advice));
        }
        return number;
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

    /** {@code log softmax(numbers / temperature)}, without overflow and without the logarithm of 0. */
    static double[] logSoftmax(double[] numbers, double temperature) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double number : numbers) {
            greatest = Math.max(greatest, number / temperature);
        }
        double sum = 0;
        for (double number : numbers) {
            sum += Math.exp(number / temperature - greatest);
        }
        double logSum = greatest + Math.log(sum);
        double[] logs = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            logs[i] = numbers[i] / temperature - logSum;
        }
        return logs;
    }
}
