package dev.podium.eval;

/** Mean and spread of a sample, in two passes so that nothing cancels. */
final class Moments {

    private Moments() {}

    /** The mean; 0 of an empty sample. */
    static double mean(double[] x) {
        if (x.length == 0) {
            return 0;
        }
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        double mean = sum / x.length;
        double rest = 0;
        for (double v : x) {
            rest += v - mean; // what rounding lost in the first pass
        }
        return mean + rest / x.length;
    }

    /** The standard deviation with n - 1 below; 0 of fewer than two values. */
    static double deviation(double[] x) {
        if (x.length < 2) {
            return 0;
        }
        double mean = mean(x);
        double squares = 0;
        for (double v : x) {
            squares += (v - mean) * (v - mean);
        }
        return Math.sqrt(squares / (x.length - 1));
    }

    /** Whether all values are the same, up to the rounding of a subtraction. */
    static boolean constant(double[] x) {
        double largest = 0;
        for (double v : x) {
            largest = Math.max(largest, Math.abs(v));
        }
        // 0.9 - 0.4 and 0.7 - 0.2 differ in the last bit and are one difference all the same
        return deviation(x) <= 1e-14 * largest;
    }
}
