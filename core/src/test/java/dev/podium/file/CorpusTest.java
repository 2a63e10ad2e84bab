package dev.podium.file;

import static dev.podium.file.Scratch.file;
import static dev.podium.file.Scratch.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Given;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {

    @TempDir
    Path folder;

    @Test
    void reads_json_lines_and_keeps_other_members_as_fields() throws IOException {
        Path path = file(
                folder,
                "corpus.jsonl",
                "{\"_id\": \"1\", \"title\": \"T\", \"text\": \"body\", \"id\": 7, \"tags\": [\"a\", 1.50], \"x\": null}",
                "{\"id\": \"2\", \"contents\": \"c\"}");

        List<Candidate> documents = all(path);

        assertThat(documents.getFirst())
                .isEqualTo(new Candidate(
                        "1", Content.text("T", "body"), documents.getFirst().fields()));
        assertThat(documents.getFirst().fields())
                .containsExactly(Map.entry("id", "7"), Map.entry("tags", "[\"a\",1.50]"), Map.entry("x", ""));
        assertThat(documents.getLast()).isEqualTo(Candidate.of("2", "c"));
    }

    @Test
    void opens_a_beir_folder_by_its_corpus_and_tells_gzip_by_its_bytes() throws IOException {
        Files.write(folder.resolve("corpus.jsonl"), Scratch.gzip("{\"_id\":\"1\",\"text\":\"zipped\"}\n"));
        file(folder, "queries.jsonl", "{}");

        assertThat(all(folder)).containsExactly(Candidate.of("1", "zipped"));
    }

    @Test
    void reads_columns_between_tabs_with_a_title_where_there_are_three() throws IOException {
        assertThat(all(file(folder, "collection.tsv", "0\tthe passage\rgoes on", "1\ttitle\tbody\twith tab")))
                .containsExactly(
                        Candidate.of("0", "the passage\rgoes on"),
                        new Candidate("1", Content.text("title", "body\twith tab"), Map.of()));
    }

    @Test
    void reads_a_folder_of_texts_by_name() throws IOException {
        Files.writeString(folder.resolve("b.txt"), "two\nlines\n");
        Files.write(folder.resolve("a.md.gz"), Scratch.gzip("one"));
        Files.writeString(folder.resolve(".hidden"), "no");
        Files.createDirectory(folder.resolve("sub"));

        assertThat(all(folder)).containsExactly(Candidate.of("a", "one"), Candidate.of("b", "two\nlines\n"));

        Files.writeString(folder.resolve("b.text"), "again");
        refuses(() -> all(folder)).withMessageContaining("Document \"b\" stands twice in the corpus.");
    }

    @Test
    void characters_that_are_none_become_the_replacement_character_and_can_be_encoded() throws IOException {
        Path escaped = file(folder, "s.jsonl", "{\"_id\":\"1\",\"text\":\"a\\ud83d b\\ude00 c\\ud83d\\ude00\"}");
        Path latin = Files.write(folder.resolve("l.tsv"), "1\tcaf\u00e9!\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(all(escaped)).containsExactly(Candidate.of("1", "a\uFFFD b\uFFFD c\uD83D\uDE00"));
        assertThat(all(latin)).containsExactly(Candidate.of("1", "caf\uFFFD!"));
        assertThat(StandardCharsets.UTF_8
                        .newEncoder()
                        .canEncode(((Content.Text) all(escaped).getFirst().content()).body()))
                .isTrue();
    }

    @Test
    void a_text_of_a_million_characters_without_a_blank_is_read_whole() throws IOException {
        String text = "x\u00e9".repeat(500_000);

        assertThat(all(file(folder, "long.tsv", "1\t" + text))).containsExactly(Candidate.of("1", text));
        assertThat(all(file(folder, "long.jsonl", "{\"_id\":\"1\",\"text\":\"" + text + "\"}")))
                .containsExactly(Candidate.of("1", text));
    }

    @Test
    void fetches_the_documents_asked_for_and_names_what_is_missing() throws IOException {
        Path path = file(folder, "c.tsv", "1\ta", "2\tb", "3\tc");

        assertThat(Corpus.read(path, List.of("3", "1"))).containsOnlyKeys("1", "3");
        refuses(() -> Corpus.read(path, List.of("9", "1", "8")))
                .withMessageContaining("2 of 3 documents asked for are not in this corpus, such as \"8\".");
    }

    @Test
    void documents_come_one_at_a_time_and_once() throws IOException {
        try (Corpus corpus = Corpus.open(file(folder, "c.tsv", "1\ta", "2\tb", "no tab"))) {
            Iterator<Candidate> documents = corpus.iterator();

            assertThat(documents.next().id()).isEqualTo("1"); // the bad third line is not yet reached
            assertThatIllegalStateException()
                    .isThrownBy(corpus::iterator)
                    .withMessageContaining("A corpus can be walked once.");
        }
    }

    @Test
    void writing_and_reading_gives_the_same_documents() {
        Given.cases(200, random -> {
            List<Candidate> documents = new ArrayList<>(
                    Given.ranking(random, 1 + random.nextInt(20)).candidates());
            documents.add(new Candidate("\u00fc \"", Content.text("t\u2028", "\\\n\t\u0000\uD83D\uDE00"), Map.of()));
            Path path = folder.resolve("c" + (random.nextBoolean() ? ".gz" : ""));

            Corpus.write(documents, path);

            assertThat(all(path)).isEqualTo(documents);
        });
    }

    @Test
    void half_a_surrogate_pair_is_written_as_what_reading_gives() throws IOException {
        Corpus.write(List.of(Candidate.of("1", "a\uD83D")), folder.resolve("c"));

        assertThat(all(folder.resolve("c"))).containsExactly(Candidate.of("1", "a\uFFFD"));
    }

    @Test
    void a_bad_line_is_told_with_file_line_law_and_advice() throws IOException {
        bad("A line of a corpus is a JSON object, or an id, a tab and the text. Found: words", 2, "1\ta", "words");
        bad("Document \"1\" stands twice in the corpus.", 3, "1\ta", "2\tb", "1\tc");
        bad("A line needs \"text\" or \"contents\".", 1, "{\"_id\":\"1\",\"title\":\"t\"}");
        bad("but the member \"_id\" stands twice.", 1, "{\"_id\":\"1\",\"_id\":\"2\",\"text\":\"t\"}");
        bad("A line must be one JSON object, but something follows the value.", 1, "{} {}");
        bad(
                "A line must be one JSON object, but a value is expected",
                2,
                "{\"_id\":\"1\",\"text\":\"t\"}",
                "1\ttsv".replace('1', 'x'));
        String text = "{\"_id\":\"1\",\"text\":\"" + "y".repeat(200);
        bad("Found: " + text.substring(0, 80) + "...\n", 1, text);
    }

    private void bad(String law, int line, String... lines) throws IOException {
        Path path = file(folder, "bad", lines);
        refuses(() -> all(path))
                .withMessageStartingWith(path + ", line " + line + ": ")
                .withMessageContaining(law)
                .withMessageMatching("(?s).*\\nMaybe.*\\.");
    }

    @Test
    void what_cannot_be_opened_is_told() throws IOException {
        Path empty = file(folder, "empty.jsonl", "");
        Path bare = Files.createDirectory(folder.resolve("bare"));
        Path cut = Scratch.truncated(folder, "cut", "{\"_id\":\"1\",\"text\":\"t\"}\n".repeat(50));

        refuses(() -> all(empty)).withMessageContaining("The file holds no document.");
        refuses(() -> all(bare)).withMessageContaining("The folder holds no document.");
        refuses(() -> all(cut)).withMessageContaining("The gzip stream ends before its end.");
        refuses(() -> all(folder.resolve("none"))).withMessageContaining("There is no such file or folder.");
    }

    @Test
    void a_missing_permission_is_told_for_files_and_folders() throws IOException {
        // whoever runs as root may read everything, so the file system's answer is checked first
        assertThat(Lines.unreadable(folder, 0, new AccessDeniedException("x")))
                .hasMessage(folder + ": The permission to read this is missing.\nMaybe ask its owner, or see ls -l.");
        Path shut = Files.createDirectory(folder.resolve("shut"));
        Files.writeString(shut.resolve("a.txt"), "a");
        if (shut.toFile().setReadable(false) && !Files.isReadable(shut)) {
            refuses(() -> all(shut)).withMessageContaining("The permission to read this is missing.");
        }
        assertThat(shut.toFile().setReadable(true)).isTrue();
    }

    static List<Candidate> all(Path path) {
        List<Candidate> documents = new ArrayList<>();
        try (Corpus corpus = Corpus.open(path)) {
            corpus.forEach(documents::add);
        }
        return documents;
    }
}
