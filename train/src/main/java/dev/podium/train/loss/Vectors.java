package dev.podium.train.loss;

/** What losses of vectors share. Sums are taken in double: a batch's vectors are many, and float32 loses the small pulls. */
final class Vectors {

    private Vectors() {}

    static void fits(String what, float[][] vectors, float[][] gradient) {
        boolean alike = vectors.length == gradient.length;
        for (int i = 0; alike && i < vectors.length; i++) {
            alike = vectors[i].length == gradient[i].length;
        }
        if (!alike) {
            throw new IllegalArgumentException(
                    "The %s gradient must have the shape of the %s vectors (%d of %d numbers)."
                            .formatted(what, what, vectors.length, vectors.length == 0 ? 0 : vectors[0].length));
        }
    }

    static double dot(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "The vectors (%d and %d numbers) must be of one length.\nMaybe they come from two models."
                            .formatted(a.length, b.length));
        }
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** {@code to += factor * numbers}. */
    static void add(float[] to, double factor, float[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            to[i] += (float) (factor * numbers[i]);
        }
    }
}
