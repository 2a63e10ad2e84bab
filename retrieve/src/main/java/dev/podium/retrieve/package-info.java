/**
 * Where candidates come from: an index on disk, searched by BM25.
 *
 * <p>{@link dev.podium.retrieve.Bm25Index} builds and opens, {@link dev.podium.retrieve.Bm25} searches; it is a {@link
 * dev.podium.Retriever}, so any reranker follows with {@code then}.
 *
 * <pre>{@code
 * List<Candidate> corpus = List.of(Candidate.of("1", "Tea is a drink."), Candidate.of("2", "Coffee is another."));
 * Bm25Index.build(corpus, Path.of("index"), Bm25Settings.ANSERINI).close();
 *
 * try (Bm25 bm25 = Bm25Index.open(Path.of("index"))) {          // the settings are in the index
 *     Ranking found = bm25.retrieve(Query.of("drinks"));        // at most 1000, with text and fields
 *     Retriever ranker = bm25.cut(100).then(crossEncoder).cut(10);
 *     Ranking answer = ranker.retrieve(Query.of("what is tea"));
 * }
 * }</pre>
 *
 * <p>The index is Lucene's, analysed and scored as Anserini does by default; {@link dev.podium.retrieve.Bm25Settings}
 * says what can be set. Read {@link dev.podium} for how retrievers and rerankers are composed.
 */
@NullMarked
package dev.podium.retrieve;

import org.jspecify.annotations.NullMarked;
