package dev.podium.retrieve;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Retriever;
import dev.podium.Scale;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Exact dense search: every vector of a collection against that of the query.
 *
 * <p>Nothing is approximated and nothing is built but the vectors, which stay in memory at 4 bytes a number: right for collections of up
 * to some hundred thousand passages, for mining hard negatives, and as the yardstick of an approximate index. How vectors compare is the
 * model's own.
 *
 * <p>Safe for use by many threads if the model is.
 *
 * @since 0.1.0
 */
public final class DenseSearch implements Retriever {

    private static final int PART = 256;

    private final Embedding model;
    private final List<Candidate> documents;
    private final List<Embedded> vectors;
    private final int top;

    private DenseSearch(Embedding model, List<Candidate> documents, List<Embedded> vectors, int top) {
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
        List<Embedded> vectors = new ArrayList<>(documents.size());
        for (int from = 0; from < documents.size(); from += PART) {
            List<String> texts = documents.subList(from, Math.min(from + PART, documents.size())).stream()
                    .map(PlainText::of)
                    .toList();
            vectors.addAll(model.embed(texts, Embedding.Role.PASSAGE));
            progress.accept(vectors.size());
        }
        return new DenseSearch(model, List.copyOf(documents), List.copyOf(vectors), Bm25.DEFAULT_TOP);
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
        double[] all = new double[vectors.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = model.similarity().of(asked, vectors.get(i));
        }
        int[] best = IntStream.range(0, all.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -all[i]))
                .limit(top)
                .mapToInt(Integer::intValue)
                .toArray();
        List<Candidate> found = new ArrayList<>(best.length);
        double[] scores = new double[best.length];
        for (int i = 0; i < best.length; i++) {
            found.add(documents.get(best[i]));
            scores[i] = all[best[i]];
        }
        return Ranking.byScore(query, found, scores, Scale.REAL);
    }

    /** How many documents it searches. */
    public int size() {
        return documents.size();
    }
}
