package dev.podium.file;

import static dev.podium.file.Scratch.file;
import static dev.podium.file.Scratch.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeirFolderTest {

    /** The collection that comes with the sources, beside the module. */
    private static final Path MINI = Path.of("../data/scifact-mini");

    @TempDir
    Path folder;

    @Test
    void the_bundled_collection_has_what_its_readme_says() {
        BeirFolder mini = new BeirFolder(MINI);

        assertThat(CorpusTest.all(MINI)).hasSize(846);
        assertThat(mini.queries()).hasSize(120);
        assertThat(mini.splits()).containsExactly("test");
        assertThat(mini.queries("test")).hasSize(120);
        assertThat(mini.qrels("test").grades().values().stream()
                        .mapToInt(java.util.Map::size)
                        .sum())
                .isEqualTo(138);
        assertThat(mini.qrels("test").of("61")).containsEntry("13899137", 1);
        assertThat(mini.queries().getFirst())
                .isEqualTo(Query.of("61", "ART substantially reduces infectiveness of HIV-positive people."));
        try (Corpus corpus = mini.corpus()) {
            assertThat(corpus.iterator().next().id()).isEqualTo("33370");
        }
    }

    @Test
    void gives_the_queries_that_were_judged_in_a_split() throws IOException {
        BeirFolder beir = collection();

        assertThat(beir.splits()).containsExactly("dev", "test");
        assertThat(beir.queries("test")).extracting(Query::id).containsExactly("2", "3");
        assertThat(beir.queries("dev")).extracting(Query::id).containsExactly("1");
    }

    private BeirFolder collection() throws IOException {
        Files.createDirectory(folder.resolve("qrels"));
        file(
                folder,
                "queries.jsonl",
                "{\"_id\":\"1\",\"text\":\"a\"}",
                "{\"_id\":\"2\",\"text\":\"b\"}",
                "{\"_id\":\"3\",\"text\":\"c\"}");
        file(folder, "qrels/test.tsv", "query-id\tcorpus-id\tscore", "3\td\t1", "2\td\t0");
        Files.write(folder.resolve("qrels/dev.tsv.gz"), Scratch.gzip("1\td\t1\n"));
        return new BeirFolder(folder);
    }

    @Test
    void what_is_missing_is_told_by_name() throws IOException {
        BeirFolder beir = collection();

        refuses(() -> beir.qrels("train"))
                .withMessageContaining(
                        "There are no judgments for the split \"train\".\nMaybe one of these: dev, test.");
        refuses(beir::corpus).withMessageContaining("There is no such file or folder.");
        refuses(() -> new BeirFolder(folder.resolve("x")).splits())
                .withMessageContaining("There is no such file or folder.");
        file(folder, "qrels/test.tsv", "3\td\t1", "9\td\t0");
        refuses(() -> beir.queries("test"))
                .withMessageContaining("1 of 2 queries judged in \"test\" are missing, such as \"9\".");
    }
}
