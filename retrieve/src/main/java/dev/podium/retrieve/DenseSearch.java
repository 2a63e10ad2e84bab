package dev.podium.retrieve;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Retriever;
import dev.podium.Scale;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.PlainText;
import dev.podium.model.Similarity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/**
 * Exact dense search: every vector of a collection against that of the query.
 *
 * <p>Nothing is approximated and nothing is built but the vectors, which stay in memory at 4 bytes a number: right for collections of up
 * to some hundred thousand passages, for mining hard negatives, and as the yardstick of an approximate index. How vectors compare is the
 * model's own; of equal scores the earlier document is the better.
 *
 * <p>Safe for use by many threads if the model is.
 *
 * @since 0.1.0
 */
public final class DenseSearch implements Retriever {

    private static final int PART = 256;

    private final Embedding model;
    private final List<Candidate> documents;

    /** [document][number], of length 1 where angles are compared: then a cosine is a product. */
    private final float[][] vectors;

    private final int top;

    private DenseSearch(Embedding model, List<Candidate> documents, float[][] vectors, int top) {
        this.model = model;
        this.documents = documents;
        this.vectors = vectors;
        this.top = top;
    }

    /**
     * Embeds a collection.
     *
     * @param progress is told how many documents are embedded, now and then
     */
    public static DenseSearch over(Iterable<Candidate> corpus, Embedding model, LongConsumer progress) {
        List<Candidate> documents = new ArrayList<>();
        corpus.forEach(documents::add);
        float[][] vectors = new float[documents.size()][];
        for (int from = 0; from < vectors.length; from += PART) {
            List<String> texts = documents.subList(from, Math.min(from + PART, vectors.length)).stream()
                    .map(PlainText::of)
                    .toList();
            List<Embedded> part = model.embed(texts, Embedding.Role.PASSAGE);
            for (int i = 0; i < part.size(); i++) {
                vectors[from + i] = prepared(part.get(i), model.similarity());
            }
            progress.accept(from + part.size());
        }
        return new DenseSearch(model, List.copyOf(documents), vectors, Bm25.DEFAULT_TOP);
    }

    private static float[] prepared(Embedded embedded, Similarity similarity) {
        float[] vector = embedded.vector();
        if (similarity == Similarity.COSINE) {
            double length = Math.sqrt(dot(vector, vector));
            for (int i = 0; length > 0 && i < vector.length; i++) {
                vector[i] = (float) (vector[i] / length);
            }
        }
        return vector;
    }

    /** The same with at most {@code k} candidates a query. */
    public DenseSearch top(int k) {
        if (k < 1) {
            throw new IllegalArgumentException(
                    "The depth (%d) of a search must be at least 1.\nMaybe 100.".formatted(k));
        }
        return new DenseSearch(model, documents, vectors, k);
    }

    @Override
    public Ranking retrieve(Query query) {
        Embedded asked =
                model.embed(List.of(PlainText.of(query)), Embedding.Role.QUERY).getFirst();
        float[] vector = prepared(asked, model.similarity());
        record Found(int document, double score) {}
        Comparator<Found> worstFirst =
                Comparator.comparingDouble(Found::score).thenComparing(Found::document, Comparator.reverseOrder());
        PriorityQueue<Found> best = new PriorityQueue<>(worstFirst);
        for (int i = 0; i < vectors.length; i++) {
            double score = score(vector, vectors[i]);
            if (best.size() < top) {
                best.add(new Found(i, score));
            } else if (score > best.element().score()) {
                best.remove();
                best.add(new Found(i, score));
            }
        }
        List<Found> found = best.stream().sorted(worstFirst.reversed()).toList();
        return Ranking.byScore(
                query,
                found.stream().map(one -> documents.get(one.document())).toList(),
                found.stream().mapToDouble(Found::score).toArray(),
                Scale.REAL);
    }

    private double score(float[] query, float[] document) {
        return switch (model.similarity()) {
            case COSINE, DOT -> dot(query, document);
            case EUCLIDEAN -> {
                double sum = 0;
                for (int i = 0; i < query.length; i++) {
                    double difference = (double) query[i] - document[i];
                    sum += difference * difference;
                }
                yield -Math.sqrt(sum);
            }
            case MANHATTAN -> {
                double sum = 0;
                for (int i = 0; i < query.length; i++) {
                    sum += Math.abs((double) query[i] - document[i]);
                }
                yield -sum;
            }
        };
    }

    /** In four sums: one alone would have each addition wait for the one before. */
    private static double dot(float[] a, float[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += (double) a[i] * b[i];
            s1 += (double) a[i + 1] * b[i + 1];
            s2 += (double) a[i + 2] * b[i + 2];
            s3 += (double) a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += (double) a[i] * b[i];
        }
        return s0 + s1 + s2 + s3;
    }

    /** How many documents it searches. */
    public int size() {
        return documents.size();
    }
}
