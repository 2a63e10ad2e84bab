package dev.podium.eval;

import java.util.function.DoubleUnaryOperator;

/**
 * Gauss-Legendre integration on equal panels of sixteen points.
 *
 * <p>The nodes are the zeros of the Legendre polynomial P_16, found here by Newton's method rather than copied.
 */
final class Quadrature {

    private static final int POINTS = 16;
    private static final double[] NODES = new double[POINTS];
    private static final double[] WEIGHTS = new double[POINTS];

    static {
        for (int i = 0; i < POINTS; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
            double slope = 1;
            for (int step = 0; step < 20; step++) {
                double before = 1;
                double here = x;
                for (int k = 2; k <= POINTS; k++) {
                    double next = ((2 * k - 1) * x * here - (k - 1) * before) / k;
                    before = here;
                    here = next;
                }
                slope = POINTS * (x * here - before) / (x * x - 1);
                x -= here / slope;
            }
            NODES[i] = x;
            WEIGHTS[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    private Quadrature() {}

    /** The integral of {@code f} from {@code low} to {@code high}. */
    static double of(DoubleUnaryOperator f, double low, double high, int panels) {
        double half = (high - low) / (2 * panels);
        double sum = 0;
        for (int panel = 0; panel < panels; panel++) {
            double middle = low + (2 * panel + 1) * half;
            for (int i = 0; i < POINTS; i++) {
                sum += WEIGHTS[i] * f.applyAsDouble(middle + half * NODES[i]);
            }
        }
        return sum * half;
    }
}
