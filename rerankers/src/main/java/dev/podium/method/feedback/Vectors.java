package dev.podium.method.feedback;

import dev.podium.Candidate;
import dev.podium.Slate;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.PlainText;
import dev.podium.model.Similarity;
import dev.podium.model.Tally;
import java.util.List;

/**
 * Vectors of a query and its candidates, compared by their products.
 *
 * <p>Where a model compares by cosine they are brought to length 1, after which products order as cosines do, and a mean of several is not
 * the longest one's.
 *
 * @param query [dimension]
 * @param documents [candidate][dimension]
 */
record Vectors(double[] query, double[][] documents) {

    private static final int PART = 256;

    /** The same model, if it compares so that a query can be moved. */
    static Embedding movable(Embedding model) {
        if (model.similarity() != Similarity.COSINE && model.similarity() != Similarity.DOT) {
            throw new IllegalArgumentException(
                    "Feedback moves a query by products of vectors, and the model compares them by %s.\nMaybe a model of cosine or dot."
                            .formatted(model.similarity()));
        }
        return model;
    }

    static Vectors of(Embedding model, Slate slate) {
        boolean unit = model.similarity() == Similarity.COSINE;
        double[] query = vector(
                model.embed(List.of(PlainText.of(slate.query())), Embedding.Role.QUERY)
                        .getFirst(),
                unit);
        double[][] documents = new double[slate.size()][];
        for (int from = 0; from < documents.length; from += PART) {
            List<Candidate> part = slate.candidates().subList(from, Math.min(from + PART, documents.length));
            List<Embedded> embedded =
                    model.embed(part.stream().map(PlainText::of).toList(), Embedding.Role.PASSAGE);
            for (int i = 0; i < part.size(); i++) {
                Embedded one = embedded.get(i);
                documents[from + i] = vector(one, unit);
                if (one.truncated()) {
                    Tally.truncated(part.get(i).id(), one.tokens(), one.tokensUsed());
                }
            }
        }
        return new Vectors(query, documents);
    }

    private static double[] vector(Embedded embedded, boolean unit) {
        float[] given = embedded.vector();
        double norm = 0;
        for (float number : given) {
            norm += (double) number * number;
        }
        double divisor = unit && norm > 0 ? Math.sqrt(norm) : 1;
        double[] vector = new double[given.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = given[i] / divisor;
        }
        return vector;
    }

    /** Every candidate's product with a query. */
    double[] products(double[] by) {
        double[] products = new double[documents.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = product(by, documents[i]);
        }
        return products;
    }

    static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
