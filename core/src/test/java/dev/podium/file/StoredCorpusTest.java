package dev.podium.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Candidate;
import dev.podium.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredCorpusTest {

    private static final String LINES = """
            {"_id": "car", "title": "", "text": "A car has four wheels."}

            {"_id": "tea", "title": "Tea", "text": "Tea 茶 is a drink.", "metadata": {"year": 1999}}
            {"id": "cat", "contents": "Cats sleep all day."}
            """;

    @TempDir
    private Path folder;

    @Test
    void gives_what_a_corpus_gives_less_the_fields_and_reads_it_from_the_file() throws IOException {
        Path beir = Files.createDirectory(folder.resolve("beir"));
        Path json = Files.writeString(beir.resolve("corpus.jsonl"), LINES);
        Path columns =
                Files.writeString(folder.resolve("c.tsv"), "car\tA car.\ntea\tTea\tTea is a drink.\ncat\tCats.\n");

        for (Path path : new Path[] {beir, json, columns}) {
            var whole = Corpus.read(path, Set.of("tea", "cat"));
            try (StoredCorpus stored = StoredCorpus.open(path)) {
                var documents = stored.find(List.of("cat", "tea", "cat"));
                assertThat(documents.keySet()).containsExactly("cat", "tea");
                documents.forEach((id, document) -> {
                    assertThat(document.id()).isEqualTo(id);
                    assertThat(document.fields()).isEmpty();
                    assertThat(text(document.content())).isEqualTo(whole.get(id).content());
                });
            }
        }
    }

    @Test
    void holds_the_texts_of_what_has_no_places() throws IOException {
        Path zipped = folder.resolve("corpus.jsonl.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(LINES.getBytes(StandardCharsets.UTF_8));
        }
        Path texts = Files.createDirectory(folder.resolve("texts"));
        Files.writeString(texts.resolve("tea.txt"), "Tea is a drink.");

        try (StoredCorpus stored = StoredCorpus.open(zipped);
                StoredCorpus files = StoredCorpus.open(texts)) {
            Candidate tea = stored.find(List.of("tea")).get("tea");
            assertThat(tea).isEqualTo(new Candidate("tea", Content.text("Tea", "Tea 茶 is a drink."), Map.of()));
            assertThat(files.find(List.of("tea"))).containsEntry("tea", Candidate.of("tea", "Tea is a drink."));
        }
    }

    @Test
    void a_file_that_changes_meanwhile_is_an_error_and_never_another_text() throws IOException {
        Path file = Files.writeString(folder.resolve("c.tsv"), "a\tone\nb\ttwo\nc\tthree\n");

        try (StoredCorpus stored = StoredCorpus.open(file)) {
            Content content =
                    stored.find(List.of("a", "b")).values().iterator().next().content();
            Files.writeString(file, "a\tONE\nb\ttwo\nc\tthree\n");

            assertThatThrownBy(() -> text(content))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("changed");
        }
    }

    @Test
    void refuses_what_is_missing_stands_twice_or_is_no_document() throws IOException {
        Path file = Files.writeString(folder.resolve("c.tsv"), "a\tone\nb\ttwo\na\tthree\nc\tfour\nno tab\nd\tfive\n");

        assertThatThrownBy(() -> find(file, "a", "c"))
                .hasMessageContaining("\"a\" stands twice")
                .hasMessageContaining("line 3");
        assertThatThrownBy(() -> find(file, "b", "d")).hasMessageContaining("line 5");
        Path whole = Files.writeString(folder.resolve("w.tsv"), "a\tone\nb\ttwo\n");
        assertThatThrownBy(() -> find(whole, "y", "a", "x"))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("2 of 3")
                .hasMessageContaining("\"x\"");
        assertThatThrownBy(() -> find(folder.resolve("none"), "a"))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("no such file");
        // after what was asked for, nothing is looked at
        assertThat(find(file, "b")).hasSize(1);
        try (StoredCorpus stored = StoredCorpus.open(whole)) {
            stored.find(List.of());
            assertThatThrownBy(() -> stored.find(List.of("a"))).isInstanceOf(IllegalStateException.class);
        }
    }

    private static Map<String, Candidate> find(Path corpus, String... ids) {
        try (StoredCorpus stored = StoredCorpus.open(corpus)) {
            return stored.find(List.of(ids));
        }
    }

    private static Content.Text text(Content content) {
        return ((Content.Stored) content).text();
    }
}
