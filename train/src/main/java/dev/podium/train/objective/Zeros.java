package dev.podium.train.objective;

/** Arrays to add gradients into. */
final class Zeros {

    private Zeros() {}

    /** Of the same shape. */
    static float[][] like(float[][] vectors) {
        float[][] zeros = new float[vectors.length][];
        for (int i = 0; i < zeros.length; i++) {
            zeros[i] = new float[vectors[i].length];
        }
        return zeros;
    }

    /** Of the same shape. */
    static double[][] like(double[][] numbers) {
        double[][] zeros = new double[numbers.length][];
        for (int i = 0; i < zeros.length; i++) {
            zeros[i] = new double[numbers[i].length];
        }
        return zeros;
    }
}
