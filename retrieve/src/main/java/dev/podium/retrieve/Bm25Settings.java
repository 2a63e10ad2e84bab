package dev.podium.retrieve;

import java.util.List;
import java.util.Objects;

/**
 * How a collection is indexed and scored by BM25.
 *
 * <p>The settings are written into the index, so a search needs none. {@link #ANSERINI} are the values Anserini and
 * Pyserini use unless told otherwise: k1 0.9, b 0.4 (tuned on TREC news collections, and since then the baseline of
 * most reranking papers), Porter stemmer, English possessives removed, Lucene's 33 English stop words.
 *
 * @param k1 how slowly repetitions of a term stop counting, at least 0; at 0 only presence counts
 * @param b how much a long document is held against it, in [0, 1]
 * @param analyzer what makes terms of a text, one of {@link #analyzers()}
 * @since 0.1.0
 */
public record Bm25Settings(double k1, double b, String analyzer) {

    /** k1 0.9, b 0.4, {@code english}. */
    public static final Bm25Settings ANSERINI = new Bm25Settings(0.9, 0.4, "english");

    /**
     * @throws IllegalArgumentException if a number is out of its range or there is no such analyzer
     */
    public Bm25Settings {
        if (!(k1 >= 0) || Double.isInfinite(k1)) {
            throw new IllegalArgumentException(
                    "The k1 (%s) of BM25 must be at least 0 and finite.\nMaybe 0.9, as in Anserini, or 1.2, as in Lucene."
                            .formatted(k1));
        }
        if (!(b >= 0 && b <= 1)) {
            throw new IllegalArgumentException(
                    "The b (%s) of BM25 must be in [0, 1].\nMaybe 0.4, as in Anserini, or 0.75, as in Lucene."
                            .formatted(b));
        }
        Objects.requireNonNull(analyzer, "analyzer");
        Analyzers.requireKnown(analyzer);
    }

    /** The same analysis, scored with another k1 and b. */
    public Bm25Settings scoredWith(double otherK1, double otherB) {
        return new Bm25Settings(otherK1, otherB, analyzer);
    }

    /** The same scoring, over terms made by another analyzer. */
    public Bm25Settings analyzedBy(String otherAnalyzer) {
        return new Bm25Settings(k1, b, otherAnalyzer);
    }

    /** The analyzers there are: {@code english}, then the plain ones, then one a language in alphabetical order. */
    public static List<String> analyzers() {
        return Analyzers.names();
    }
}
