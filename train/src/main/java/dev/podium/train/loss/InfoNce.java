package dev.podium.train.loss;

/**
 * Vectors in a batch: which of all these documents belongs to this query?
 *
 * <p>Document i belongs to query i; the documents of the other queries are its negatives, and so are documents beyond the last query, which
 * belong to nobody ("hard" negatives). The similarities are dot products, so vectors of length 1 make them cosines. Each query's row of
 * the matrix is a list with one relevant candidate: this is {@link SoftmaxCrossEntropy} over rows, and the mean over queries.
 *
 * <p>Source: van den Oord et al., arXiv 1807.03748, equation 4; in-batch negatives as in DPR, arXiv 2004.04906, section 3.2. One
 * direction, from query to document.
 *
 * @param temperature divides the similarities; above 0, often 0.01 to 0.05 for cosines
 * @since 0.1.0
 */
public record InfoNce(double temperature) {

    /** Checks. */
    public InfoNce {
        Checked.temperature(temperature);
    }

    /**
     * The loss of a batch of vectors.
     *
     * @param queries [query][dimension]
     * @param documents [document][dimension], at least as many as queries
     * @param queryGradient [query][dimension]; the derivative of the loss is added
     * @param documentGradient [document][dimension]; the derivative of the loss is added
     * @return the loss, at least 0
     */
    public double at(float[][] queries, float[][] documents, float[][] queryGradient, float[][] documentGradient) {
        fits("query", queries, queryGradient);
        fits("document", documents, documentGradient);
        double[] similarities = new double[queries.length * documents.length];
        for (int q = 0; q < queries.length; q++) {
            for (int d = 0; d < documents.length; d++) {
                similarities[q * documents.length + d] = dot(queries[q], documents[d]);
            }
        }
        double[] slope = new double[similarities.length];
        double loss = at(similarities, documents.length, slope);
        for (int q = 0; q < queries.length; q++) {
            for (int d = 0; d < documents.length; d++) {
                double pull = slope[q * documents.length + d];
                add(queryGradient[q], pull, documents[d]);
                add(documentGradient[d], pull, queries[q]);
            }
        }
        return loss;
    }

    /**
     * The loss of a matrix of similarities, for those who have their own.
     *
     * @param similarities [query][document], row after row
     * @param documents how many there are in a row, at least as many as rows
     * @param gradient [query][document], row after row; the derivative of the loss is added
     * @return the loss, at least 0
     */
    public double at(double[] similarities, int documents, double[] gradient) {
        if (documents < 1 || similarities.length % documents != 0 || similarities.length / documents > documents) {
            throw new IllegalArgumentException(
                    "The similarities (%d) must be rows of as many as there are documents (%d), and not more rows than documents.\nMaybe a query lacks the document that belongs to it."
                            .formatted(similarities.length, documents));
        }
        int queries = similarities.length / documents;
        double[] belongs = new double[similarities.length];
        int[] rows = new int[queries];
        for (int q = 0; q < queries; q++) {
            belongs[q * documents + q] = 1;
            rows[q] = documents;
        }
        return new SoftmaxCrossEntropy(temperature).over(rows).at(similarities, belongs, gradient);
    }

    private static void fits(String what, float[][] vectors, float[][] gradient) {
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

    private static double dot(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "The vectors of a query (%d) and of a document (%d) must be of one length.\nMaybe they come from two models."
                            .formatted(a.length, b.length));
        }
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static void add(float[] to, double factor, float[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            to[i] += (float) (factor * numbers[i]);
        }
    }
}
