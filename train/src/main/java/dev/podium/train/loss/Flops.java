package dev.podium.train.loss;

/**
 * Vectors that should be sparse: how many words does a pair of texts have to be multiplied over?
 *
 * <p>{@code sum over words v of (mean over texts of |w_v|)^2}: what the dot product of two texts of the batch costs, with weights in place
 * of zeros and ones. A word that many texts weigh pulls at each of them harder than one that few do, so the words spread. A weight of 0
 * pulls at nothing.
 *
 * <p>Source: Paria et al., arXiv 2004.05665; SPLADE, arXiv 2107.05720, adds it once for queries and once for documents, 0.5 and 0.4 times
 * in the published distilled ones, with factors that rise with the square of the step over the first 50,000.
 *
 * @since 0.1.0
 */
public record Flops() {

    /**
     * The loss of a batch of vectors.
     *
     * @param weights [text][word]
     * @param gradient [text][word]; the derivative of the loss is added
     * @return the loss, at least 0
     */
    public double at(float[][] weights, float[][] gradient) {
        Vectors.fits("weight", weights, gradient);
        int texts = weights.length;
        int words = texts == 0 ? 0 : weights[0].length;
        double[] means = new double[words];
        for (float[] text : weights) {
            if (text.length != words) {
                throw new IllegalArgumentException(
                        "The vectors (%d and %d words) must be over one vocabulary.".formatted(words, text.length));
            }
            for (int v = 0; v < words; v++) {
                means[v] += Math.abs((double) text[v]) / texts;
            }
        }
        double sum = 0;
        for (int v = 0; v < words; v++) {
            if (!Double.isFinite(means[v])) {
                throw new IllegalArgumentException(
                        "The weights of the word at index %d must be finite.\nMaybe the learning rate is too high."
                                .formatted(v));
            }
            sum += means[v] * means[v];
        }
        for (int i = 0; i < texts; i++) {
            for (int v = 0; v < words; v++) {
                gradient[i][v] += (float) (2 * means[v] * Math.signum(weights[i][v]) / texts);
            }
        }
        return sum;
    }
}
