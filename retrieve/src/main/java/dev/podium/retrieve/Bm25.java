package dev.podium.retrieve;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Pipeline;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Reranker;
import dev.podium.Retriever;
import dev.podium.Scale;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.jspecify.annotations.Nullable;

/**
 * Searches an index by BM25.
 *
 * <p>A query is a bag of words, analysed as the texts were. Equal scores stand in the order of the collection, always:
 * neither the number of threads that built the index nor the depth of the search changes an order. A query of which the
 * analyzer leaves nothing finds nothing.
 *
 * <p>The formula is Lucene's: {@code idf * tf / (tf + k1 * (1 - b + b * length / mean length))} with {@code idf = ln(1 +
 * (N - n + 0.5) / (n + 0.5))}. It lacks the constant factor (k1 + 1) of Robertson and Zaragoza (The Probabilistic
 * Relevance Framework, 2009, equation 3.15), which changes no order. Lengths are kept in one byte: exact up to 40 terms,
 * above that rounded down to four significant bits, as in Anserini unless it is told to be "accurate".
 *
 * <p>Safe for use by many threads. Those made of one another by {@link #top}, {@link #idsOnly} and {@link #scoredWith}
 * share one open index; closing one closes all.
 *
 * @since 0.1.0
 */
public final class Bm25 implements Retriever, AutoCloseable {

    /** How deep a search goes unless told: the depth of a TREC run. */
    public static final int DEFAULT_TOP = 1000;

    private final OpenIndex index;
    private final IndexSearcher searcher;
    private final Bm25Settings settings;
    private final int top;
    private final boolean withText;

    private Bm25(OpenIndex index, IndexSearcher searcher, Bm25Settings settings, int top, boolean withText) {
        this.index = index;
        this.searcher = searcher;
        this.settings = settings;
        this.top = top;
        this.withText = withText;
    }

    static Bm25 over(OpenIndex index) {
        return new Bm25(index, index.searcher(index.builtWith()), index.builtWith(), DEFAULT_TOP, true);
    }

    /** The same with at most {@code k} candidates a query. */
    public Bm25 top(int k) {
        if (k < 1) {
            throw new IllegalArgumentException(
                    "The depth (%d) of a search must be at least 1.\nMaybe 1000, the depth of a TREC run."
                            .formatted(k));
        }
        return new Bm25(index, searcher, settings, k, withText);
    }

    /** The same with candidates known by id only; {@link #texts} gives them their texts later. */
    public Bm25 idsOnly() {
        return new Bm25(index, searcher, settings, top, false);
    }

    /** The same with another k1 and b; the index need not be built anew for it. */
    public Bm25 scoredWith(double k1, double b) {
        Bm25Settings other = settings.scoredWith(k1, b);
        return new Bm25(index, index.searcher(other), other, top, withText);
    }

    /**
     * Finds the best candidates, as many as {@link #top} says or fewer.
     *
     * @throws IllegalArgumentException if the query's content has no words, as a picture has none
     * @throws IndexUnavailableException if the index cannot be read any more
     */
    @Override
    public Ranking retrieve(Query query) {
        String text = Words.of(query.content(), "query \"" + query.id() + "\"");
        int depth = Math.min(top, Math.max(1, index.size()));
        try {
            var words = BagOfWords.of(index.analyzer(), Layout.CONTENTS, text);
            ScoreDoc[] found = searcher.search(words, new TopScoreDocCollectorManager(depth, depth)).scoreDocs;
            return new Ranking(query, List.of(hits(found)), Scale.REAL);
        } catch (IOException e) {
            throw IndexUnavailableException.of(index.place(), e);
        }
    }

    /** Values are read in the order of the documents, as Lucene asks, and put back into the order of the ranking. */
    private Hit[] hits(ScoreDoc[] found) throws IOException {
        long[] byDocument = new long[found.length];
        for (int i = 0; i < found.length; i++) {
            byDocument[i] = ((long) found[i].doc << Integer.SIZE) | i;
        }
        Arrays.sort(byDocument);
        int[] documents = new int[found.length];
        for (int i = 0; i < found.length; i++) {
            documents[i] = (int) (byDocument[i] >>> Integer.SIZE);
        }
        Candidate[] candidates = index.candidates(documents, withText);
        Hit[] hits = new Hit[found.length];
        for (int i = 0; i < found.length; i++) {
            int place = (int) byDocument[i];
            hits[place] = new Hit(candidates[i], found[place].score);
        }
        return hits;
    }

    /**
     * This, and then a reranker over what it found; a cut right behind the search becomes its depth, so that what is cut
     * is never collected.
     */
    @Override
    public Retriever then(Reranker next) {
        return switch (next) {
            case Pipeline.Cut(int k) -> top(Math.min(top, k));
            case Pipeline.Chain(List<Reranker> stages)
            when stages.getFirst() instanceof Pipeline.Cut(int k) -> {
                Retriever joined = top(Math.min(top, k));
                for (Reranker stage : stages.subList(1, stages.size())) {
                    joined = joined.then(stage);
                }
                yield joined;
            }
            default -> Retriever.super.then(next);
        };
    }

    /** The candidate of this id, with its text and fields; null if the index has none. */
    public @Nullable Candidate find(String id) {
        try {
            return index.find(id);
        } catch (IOException e) {
            throw IndexUnavailableException.of(index.place(), e);
        }
    }

    /**
     * A stage that gives candidates known by their id the text and fields of this index, and leaves scores and order
     * alone; an id that the index does not hold is an {@link IllegalArgumentException}.
     */
    public Reranker texts() {
        return new Texts(this);
    }

    /** How many documents the index holds. */
    public int size() {
        return index.size();
    }

    /** How the index was analysed, and how this search scores. */
    public Bm25Settings settings() {
        return settings;
    }

    /** Where the index is: the real path of its folder, or {@code memory}. */
    public String place() {
        return index.place();
    }

    /** Closes the index, for every search that shares it. */
    @Override
    public void close() {
        index.close();
    }

    /** Equal if they search the same folder (in memory: the same index) in the same way. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bm25 that
                && index.isSamePlaceAs(that.index)
                && settings.equals(that.settings)
                && top == that.top
                && withText == that.withText;
    }

    @Override
    public int hashCode() {
        return Objects.hash(index.place(), settings, top, withText);
    }

    /** Such as {@code bm25(k1=0.9, b=0.4)}; what is not the default is added. */
    @Override
    public String toString() {
        String analyzer =
                settings.analyzer().equals(Bm25Settings.ANSERINI.analyzer()) ? "" : ", analyzer=" + settings.analyzer();
        return "bm25(k1=%s, b=%s%s%s)"
                .formatted(settings.k1(), settings.b(), analyzer, top == DEFAULT_TOP ? "" : ", top=" + top);
    }
}
