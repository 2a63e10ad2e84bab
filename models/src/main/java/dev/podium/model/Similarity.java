package dev.podium.model;

/**
 * How two vectors are compared; higher is always nearer.
 *
 * <p>The four that sentence-transformers knows, by its names in lower case ({@code similarity_fn_name}). All add up in
 * double: a float sum over 384 products loses the digits that ties are decided by.
 *
 * @since 0.1.0
 */
public enum Similarity {
    /** Cosine of the angle, in -1..1; 0 where a vector is all zeros. */
    COSINE,
    /** Inner product. */
    DOT,
    /** Euclidean distance, negated. */
    EUCLIDEAN,
    /** Sum of absolute differences, negated. */
    MANHATTAN;

    /**
     * Compares two vectors of one model.
     *
     * @throws IllegalArgumentException if their lengths differ
     */
    public double of(Embedded one, Embedded other) {
        float[] a = one.shared();
        float[] b = other.shared();
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "A vector of length %d cannot be compared with one of length %d.\nMaybe they come from two models."
                            .formatted(a.length, b.length));
        }
        return switch (this) {
            case COSINE -> {
                double norms = Math.sqrt(dot(a, a) * dot(b, b));
                yield norms == 0 ? 0 : Math.clamp(dot(a, b) / norms, -1.0, 1.0);
            }
            case DOT -> dot(a, b);
            case EUCLIDEAN -> {
                double sum = 0;
                for (int i = 0; i < a.length; i++) {
                    double difference = (double) a[i] - b[i];
                    sum += difference * difference;
                }
                yield -Math.sqrt(sum);
            }
            case MANHATTAN -> {
                double sum = 0;
                for (int i = 0; i < a.length; i++) {
                    sum += Math.abs((double) a[i] - b[i]);
                }
                yield -sum;
            }
        };
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
