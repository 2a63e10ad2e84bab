package dev.podium.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Reranker;
import dev.podium.Retriever;
import dev.podium.file.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What package-info and docs/retrieve.md show, run. */
class ExamplesTest {

    @TempDir
    Path temp;

    private final Reranker crossEncoder = ranking -> ranking;

    @Test
    void the_example_of_the_package_runs() {
        Path index = temp.resolve("index");

        List<Candidate> corpus = List.of(Candidate.of("1", "Tea is a drink."), Candidate.of("2", "Coffee is another."));
        Bm25Index.build(corpus, index, Bm25Settings.ANSERINI).close();

        try (Bm25 bm25 = Bm25Index.open(index)) {
            Ranking found = bm25.retrieve(Query.of("drinks"));
            Retriever ranker = bm25.cut(100).then(crossEncoder).cut(10);
            Ranking answer = ranker.retrieve(Query.of("what is tea"));

            assertThat(found.ids()).containsExactly("1");
            assertThat(answer.ids()).containsExactly("1");
        }
    }

    @Test
    void the_examples_of_the_page_run() throws IOException {
        Path jsonl = temp.resolve("corpus.jsonl");
        Files.writeString(jsonl, """
                {"_id": "d1", "title": "Tea", "text": "Black or green.", "year": "1999"}
                {"_id": "d2", "text": "Coffee beans"}
                """);
        Path index = temp.resolve("index");
        var told = new StringBuilder();

        try (Corpus corpus = Corpus.open(jsonl)) {
            Bm25Index.build(corpus, index, Bm25Settings.ANSERINI, read -> told.append(read))
                    .close();
        }
        try (Bm25 bm25 = Bm25Index.open(index)) {
            Ranking ids = bm25.idsOnly().top(1000).retrieve(Query.of("green tea"));
            Ranking head = bm25.texts().rerank(ids.top(10));
            Candidate one = bm25.find("d1");
            Bm25 lucene = bm25.scoredWith(1.2, 0.75);

            assertThat(head.candidates()).containsExactly(one);
            assertThat(one.fields()).containsEntry("year", "1999");
            assertThat(lucene.retrieve(Query.of("tea")).ids()).containsExactly("d1");
            assertThat(told).hasToString("2");
        }
    }
}
