package dev.podium.train.loss;

/**
 * Vectors against those they should be: the mean over them of {@code |v - t|^2}.
 *
 * <p>Between vectors of length 1 it is {@code 2 - 2 cos(v, t)}, so it asks for the angle alone.
 *
 * <p>Source: the loss of LEAF, arXiv 2509.12539, up to its root.
 *
 * @since 0.1.0
 */
public record SquaredDistance() {

    /**
     * The loss of a batch.
     *
     * @param vectors [text][dimension]
     * @param targets [text][dimension]
     * @param gradient [text][dimension]; the derivative of the loss is added
     * @return the loss, at least 0; of no vectors 0
     */
    public double at(float[][] vectors, float[][] targets, float[][] gradient) {
        Vectors.fits("vectors'", vectors, gradient);
        Vectors.fits("targets'", targets, gradient);
        double sum = 0;
        for (int i = 0; i < vectors.length; i++) {
            for (int k = 0; k < vectors[i].length; k++) {
                double off = (double) vectors[i][k] - targets[i][k];
                sum += off * off / vectors.length;
                gradient[i][k] += (float) (2 * off / vectors.length);
            }
        }
        return sum;
    }
}
