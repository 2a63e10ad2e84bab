package dev.podium.train.loss;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Vectors in a batch: which of all these documents belongs to this query?
 *
 * <p>One document belongs to each query, unless said otherwise document i to query i; all others are its negatives: those of the other
 * queries, and those that belong to nobody ("hard" negatives), whoever they were mined for. The similarities are dot products, so vectors
 * of length 1 make them cosines. Each query's row of the matrix is a list with one relevant candidate: this is
 * {@link SoftmaxCrossEntropy} over rows, and the mean over queries.
 *
 * <pre>{@code
 * new InfoNce(0.05).at(q, d, slopeOfQ, slopeOfD);                             // d[i] belongs to q[i]
 * new InfoNce(0.03).at(q, d, new int[] {0, 16, 32}, slopeOfQ, slopeOfD);      // each with its 15 negatives behind it
 * new InfoNce(0.01, 0.1).at(q, d, slopeOfQ, slopeOfD);                        // nearer by more than 0.1 is left out
 * }</pre>
 *
 * <p>Where the vectors of a batch cannot all be kept open for their gradients at once, embed them in parts for their numbers alone, take
 * the loss of all, and embed each part again to send back its rows of the gradient (gradient caching, arXiv 2101.06983). Where a query is
 * to see its own negatives only, its similarities are a list: take {@link SoftmaxCrossEntropy}.
 *
 * <p>Source: van den Oord et al., arXiv 1807.03748, equation 4; in-batch negatives as in DPR, arXiv 2004.04906, section 3.2, and E2Rank,
 * arXiv 2510.22733, where each query also sees the hard negatives of all others; false negatives left out as in Qwen3-Embedding, arXiv
 * 2506.05176, whose margin is 0.1. One direction, from query to document.
 *
 * @param temperature divides the similarities; above 0, often 0.01 to 0.05 for cosines
 * @param margin a document that is more similar to the query than its own, by more than this, is taken for relevant and left out of the
 *     query's row; below 0 leaves out those that come close, too; infinite leaves out none
 * @since 0.1.0
 */
public record InfoNce(double temperature, double margin) {

    /** Checks. */
    public InfoNce {
        Checked.temperature(temperature);
        if (Double.isNaN(margin) || margin == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "The margin (%s) must be a number, or infinite to leave out none.\nMaybe 0.1.".formatted(margin));
        }
    }

    /** Of all documents. */
    public InfoNce(double temperature) {
        this(temperature, Double.POSITIVE_INFINITY);
    }

    /**
     * The loss of a batch of vectors, where document i belongs to query i.
     *
     * @param queries [query][dimension]
     * @param documents [document][dimension], at least as many as queries
     * @param queryGradient [query][dimension]; the derivative of the loss is added
     * @param documentGradient [document][dimension]; the derivative of the loss is added
     * @return the loss, at least 0
     */
    public double at(float[][] queries, float[][] documents, float[][] queryGradient, float[][] documentGradient) {
        return at(queries, documents, eachItsOwn(queries.length, documents.length), queryGradient, documentGradient);
    }

    /**
     * The loss of a batch of vectors.
     *
     * @param queries [query][dimension]
     * @param documents [document][dimension]
     * @param belongs [query], the index of the document that belongs to it
     * @param queryGradient [query][dimension]; the derivative of the loss is added
     * @param documentGradient [document][dimension]; the derivative of the loss is added
     * @return the loss, at least 0
     */
    public double at(
            float[][] queries,
            float[][] documents,
            int[] belongs,
            float[][] queryGradient,
            float[][] documentGradient) {
        Vectors.fits("query", queries, queryGradient);
        Vectors.fits("document", documents, documentGradient);
        double[] similarities = new double[queries.length * documents.length];
        for (int q = 0; q < queries.length; q++) {
            for (int d = 0; d < documents.length; d++) {
                similarities[q * documents.length + d] = Vectors.dot(queries[q], documents[d]);
            }
        }
        double[] slope = new double[similarities.length];
        double loss = at(similarities, documents.length, belongs, slope);
        for (int q = 0; q < queries.length; q++) {
            for (int d = 0; d < documents.length; d++) {
                double pull = slope[q * documents.length + d];
                Vectors.add(queryGradient[q], pull, documents[d]);
                Vectors.add(documentGradient[d], pull, queries[q]);
            }
        }
        return loss;
    }

    /**
     * The loss of a matrix of similarities, for those who have their own; document i belongs to query i.
     *
     * @param similarities [query][document], row after row
     * @param documents how many there are in a row, at least as many as rows
     * @param gradient [query][document], row after row; the derivative of the loss is added
     * @return the loss, at least 0
     */
    public double at(double[] similarities, int documents, double[] gradient) {
        return at(similarities, documents, eachItsOwn(rows(similarities, documents), documents), gradient);
    }

    /**
     * The loss of a matrix of similarities.
     *
     * @param similarities [query][document], row after row
     * @param documents how many there are in a row
     * @param belongs [query], the index of the document that belongs to it
     * @param gradient [query][document], row after row; the derivative of the loss is added
     * @return the loss, at least 0
     */
    public double at(double[] similarities, int documents, int[] belongs, double[] gradient) {
        Checked.lengths(similarities, similarities, gradient);
        int queries = rows(similarities, documents);
        if (belongs.length != queries) {
            throw new IllegalArgumentException(
                    "The documents that belong to a query (%d) must be as many as queries (%d)."
                            .formatted(belongs.length, queries));
        }
        double loss = 0;
        SoftmaxCrossEntropy choice = new SoftmaxCrossEntropy(temperature);
        for (int q = 0; q < queries; q++) {
            int own = belongs[q];
            if (own < 0 || own >= documents) {
                throw new IllegalArgumentException(
                        "The document that belongs to the query at index %d (%d) must be in [0, %d]."
                                .formatted(q, own, documents - 1));
            }
            int row = q * documents;
            double nearest = similarities[row + own] + margin;
            int[] seen = IntStream.range(0, documents)
                    .filter(d -> d == own || similarities[row + d] <= nearest)
                    .toArray();
            double[] scores =
                    Arrays.stream(seen).mapToDouble(d -> similarities[row + d]).toArray();
            double[] targets =
                    Arrays.stream(seen).mapToDouble(d -> d == own ? 1 : 0).toArray();
            double[] slope = new double[seen.length];
            loss += choice.at(scores, targets, slope) / queries;
            for (int i = 0; i < seen.length; i++) {
                gradient[row + seen[i]] += slope[i] / queries;
            }
        }
        return loss;
    }

    private static int rows(double[] similarities, int documents) {
        if (documents < 1 || similarities.length % documents != 0) {
            throw new IllegalArgumentException(
                    "The similarities (%d) must be rows of as many as there are documents (%d)."
                            .formatted(similarities.length, documents));
        }
        return similarities.length / documents;
    }

    private static int[] eachItsOwn(int queries, int documents) {
        if (queries > documents) {
            throw new IllegalArgumentException(
                    "The queries (%d) must not be more than the documents (%d), of which one belongs to each.\nMaybe a query lacks the document that belongs to it."
                            .formatted(queries, documents));
        }
        return IntStream.range(0, queries).toArray();
    }
}
