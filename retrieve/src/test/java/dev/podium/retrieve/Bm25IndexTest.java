package dev.podium.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Query;
import dev.podium.Ranking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Bm25IndexTest {

    @TempDir
    Path temp;

    private static final Bm25Settings ENGLISH = Bm25Settings.ANSERINI;
    private static final List<Candidate> CORPUS = List.of(
            new Candidate("a", Content.text("Tea", "black tea"), Map.of("year", "1999")),
            Candidate.of("b", "coffee beans"),
            Candidate.of("c", ""));

    @Test
    void what_was_built_is_found_again_without_any_option() {
        Path folder = temp.resolve("new/index");
        var settings = new Bm25Settings(1.2, 0.75, "german");
        Ranking built;
        try (Bm25 bm25 = Bm25Index.build(CORPUS, folder, settings)) {
            built = bm25.retrieve(Query.of("tea"));
        }

        try (Bm25 opened = Bm25Index.open(folder)) {
            assertThat(opened.settings()).isEqualTo(settings);
            assertThat(opened.size()).isEqualTo(3);
            assertThat(opened.retrieve(Query.of("tea"))).isEqualTo(built);
            assertThat(built.candidates()).containsExactly(CORPUS.getFirst());
            assertThat(opened.find("c")).isEqualTo(CORPUS.get(2));
        }
    }

    @Test
    void searches_of_one_folder_are_equal() throws IOException {
        try (Bm25 one = Bm25Index.build(CORPUS, temp, ENGLISH);
                Bm25 other = Bm25Index.open(temp.resolve("../" + temp.getFileName()))) {
            assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
            assertThat(one).isNotEqualTo(other.scoredWith(1, 1));
            assertThat(one.place()).isEqualTo(temp.toRealPath().toString());
        }
    }

    @Test
    void the_number_of_threads_changes_nothing() {
        Random random = new Random(3);
        List<Candidate> corpus = IntStream.range(0, 5000)
                .mapToObj(i -> Candidate.of("d" + i, "w" + random.nextInt(10) + " w" + random.nextInt(10)))
                .toList();
        Query query = Query.of("w1 w2 w3");
        List<Ranking> found = new ArrayList<>();
        for (int threads : new int[] {1, 2, 5}) {
            try (Bm25 bm25 = Bm25Index.build(corpus, temp.resolve("" + threads), ENGLISH, _ -> {}, threads)) {
                found.add(bm25.top(5000).retrieve(query));
            }
        }

        assertThat(found.getFirst().size()).isGreaterThan(1000);
        assertThat(found.get(1)).isEqualTo(found.getFirst());
        assertThat(found.get(2)).isEqualTo(found.getFirst());
    }

    @Test
    void progress_ends_at_the_size_of_the_collection() {
        List<Long> told = new ArrayList<>();
        List<Candidate> corpus = IntStream.range(0, 1000)
                .mapToObj(i -> Candidate.of("d" + i, "tea"))
                .toList();

        Bm25Index.build(corpus, temp, ENGLISH, told::add).close();

        assertThat(told).isSorted().last().isEqualTo(1000L);
    }

    @Test
    void settings_that_differ_from_those_expected_are_an_error() {
        Bm25Index.build(CORPUS, temp, ENGLISH).close();

        Bm25Index.open(temp, new Bm25Settings(0.9, 0.4, "english")).close();
        assertThatThrownBy(() -> Bm25Index.open(temp, ENGLISH.analyzedBy("german")))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("analyzer=english")
                .hasMessageContaining("analyzer=german")
                .hasMessageContaining(temp.toString());
    }

    @Test
    void a_collection_of_nothing_finds_nothing() {
        try (Bm25 bm25 = Bm25Index.build(List.of(), temp, ENGLISH)) {
            assertThat(bm25.size()).isZero();
            assertThat(bm25.retrieve(Query.of("tea")).isEmpty()).isTrue();
            assertThat(bm25.find("a")).isNull();
        }
    }

    @Test
    void a_collection_of_one_empty_text_finds_nothing_and_keeps_it() {
        try (Bm25 bm25 = Bm25Index.inMemory(List.of(Candidate.of("a", "")), ENGLISH)) {
            assertThat(bm25.retrieve(Query.of("tea")).isEmpty()).isTrue();
            assertThat(bm25.find("a")).isEqualTo(Candidate.of("a", ""));
        }
    }

    @Test
    void a_text_of_a_hundred_thousand_characters_without_a_blank_is_indexed_by_every_analyzer() {
        Candidate endless = Candidate.of("x", "x".repeat(100_000));
        Candidate faces = Candidate.of("y", "\ud83d\ude00".repeat(50_000));
        for (String analyzer : Bm25Settings.analyzers()) {
            try (Bm25 bm25 = Bm25Index.inMemory(List.of(endless, faces), ENGLISH.analyzedBy(analyzer))) {
                assertThat(bm25.find("x")).as(analyzer).isEqualTo(endless);
                assertThat(bm25.find("y")).as(analyzer).isEqualTo(faces);
                assertThat(bm25.retrieve(new Query("q", endless.content())).ids())
                        .as(analyzer)
                        .containsExactly("x");
            }
        }
    }

    @Test
    void half_a_surrogate_pair_in_a_text_comes_back() {
        Candidate broken =
                new Candidate("a", Content.text("\ude00tea", "\ud83d black \ud83d\ude00"), Map.of("\ud83d", ""));
        for (String analyzer : Bm25Settings.analyzers()) {
            try (Bm25 bm25 = Bm25Index.inMemory(List.of(broken), ENGLISH.analyzedBy(analyzer))) {
                assertThat(bm25.retrieve(Query.of("black")).candidates())
                        .as(analyzer)
                        .containsExactly(broken);
            }
        }
    }

    @Test
    void an_id_that_stands_twice_is_named_with_both_places() {
        List<Candidate> corpus = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            corpus.add(Candidate.of(i == 200 ? "d17" : "d" + i, "tea"));
        }

        assertThatThrownBy(() -> Bm25Index.build(corpus, temp, ENGLISH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"d17\"")
                .hasMessageContaining("document 17 ")
                .hasMessageContaining("document 200.");
        assertThatThrownBy(() -> Bm25Index.open(temp))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("no index");
    }

    @Test
    void equal_texts_under_different_ids_stay_different_documents() {
        var twins = List.of(Candidate.of("a", "tea"), Candidate.of("b", "tea"));
        try (Bm25 bm25 = Bm25Index.inMemory(twins, ENGLISH)) {
            assertThat(bm25.retrieve(Query.of("tea")).ids()).containsExactly("a", "b");
        }
    }

    @Test
    void ids_that_no_file_can_carry_are_refused() {
        assertThatThrownBy(() -> Bm25Index.inMemory(List.of(Candidate.of("\ud83d", "tea")), ENGLISH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("document 1 ")
                .hasMessageContaining("surrogate");
        assertThatThrownBy(() -> Bm25Index.inMemory(List.of(Candidate.of("x".repeat(32_767), "tea")), ENGLISH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32767 bytes")
                .hasMessageContaining("longer than 32766");
        Candidate longest = Candidate.of("x".repeat(32_766), "tea");
        try (Bm25 bm25 = Bm25Index.inMemory(List.of(longest), ENGLISH)) {
            assertThat(bm25.retrieve(Query.of("tea")).candidates()).containsExactly(longest);
        }
    }

    @Test
    void a_content_without_words_is_refused_by_name() {
        var corpus = List.of(
                Candidate.of("a", "tea"),
                new Candidate("b", new Content.Image(URI.create("file:tea.png"), "image/png"), Map.of()));

        assertThatThrownBy(() -> Bm25Index.inMemory(corpus, ENGLISH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("candidate \"b\"")
                .hasMessageContaining("Image");
    }

    @Test
    void a_new_index_replaces_an_old_one_which_open_readers_keep() {
        try (Bm25 old = Bm25Index.build(CORPUS, temp, ENGLISH);
                Bm25 fresh = Bm25Index.build(List.of(Candidate.of("z", "tea")), temp, ENGLISH)) {
            assertThat(old.retrieve(Query.of("tea")).ids()).containsExactly("a");
            assertThat(fresh.retrieve(Query.of("tea")).ids()).containsExactly("z");
        }
    }

    @Test
    void a_collection_that_breaks_off_leaves_the_old_index_as_it_was() {
        Bm25Index.build(CORPUS, temp, ENGLISH).close();
        Iterable<Candidate> truncated = () -> new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Candidate next() {
                if (given++ == 500) {
                    throw new UncheckedIOException(new IOException("truncated"));
                }
                return Candidate.of("n" + given, "tea");
            }
        };

        assertThatThrownBy(() -> Bm25Index.build(truncated, temp, ENGLISH))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("truncated");
        try (Bm25 old = Bm25Index.open(temp)) {
            assertThat(old.retrieve(Query.of("tea")).ids()).containsExactly("a");
        }
    }

    @Test
    void a_build_that_is_interrupted_ends_with_an_error() {
        Iterable<Candidate> interrupting = () -> IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> {
                    if (i == 1000) {
                        Thread.currentThread().interrupt();
                    }
                    return Candidate.of("d" + i, "tea");
                })
                .iterator();

        assertThatThrownBy(() -> Bm25Index.build(interrupting, temp, ENGLISH))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).as("the interrupt is handed on").isTrue();
    }

    @Test
    void a_folder_that_is_no_index_is_said_to_be_none() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "tea");

        assertThatThrownBy(() -> Bm25Index.open(temp.resolve("missing")))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("missing")
                .hasMessageContaining("does not exist");
        assertThat(temp.resolve("missing"))
                .as("looking for an index makes no folder")
                .doesNotExist();
        assertThatThrownBy(() -> Bm25Index.open(file))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("it is a file");
        assertThatThrownBy(() -> Bm25Index.open(temp))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("no index");
    }

    @Test
    void a_build_does_not_touch_a_folder_with_other_files() throws IOException {
        Path letter = Files.writeString(temp.resolve("letter.txt"), "dear");

        assertThatThrownBy(() -> Bm25Index.build(CORPUS, temp, ENGLISH))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("letter.txt");
        assertThatThrownBy(() -> Bm25Index.build(CORPUS, letter, ENGLISH))
                .isInstanceOf(IndexUnavailableException.class);
        assertThat(letter).hasContent("dear");
    }

    @Test
    void a_build_may_follow_one_that_was_killed() throws IOException {
        Files.writeString(temp.resolve("write.lock"), "");
        Files.writeString(temp.resolve("_0.fdt"), "half");

        try (Bm25 bm25 = Bm25Index.build(CORPUS, temp, ENGLISH)) {
            assertThat(bm25.size()).isEqualTo(3);
        }
    }

    @Test
    void an_index_of_somebody_else_is_neither_read_nor_replaced() throws IOException {
        try (var directory = FSDirectory.open(temp);
                var writer = new IndexWriter(directory, new IndexWriterConfig(new WhitespaceAnalyzer()))) {
            writer.addDocument(new Document());
        }

        assertThatThrownBy(() -> Bm25Index.open(temp))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("not made by Podium");
        assertThatThrownBy(() -> Bm25Index.build(CORPUS, temp, ENGLISH))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("not made by Podium");
    }

    @Test
    void an_index_that_somebody_added_to_is_refused() throws IOException {
        Bm25Index.build(CORPUS, temp, ENGLISH).close();
        append(Map.of());
        assertThatThrownBy(() -> Bm25Index.open(temp))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("2 segments");
    }

    /** Adds a document as another program would, and rewrites part of what the index says of itself. */
    private void append(Map<String, String> said) throws IOException {
        var config = new IndexWriterConfig(new WhitespaceAnalyzer()).setIndexSort(Layout.IN_ORDER);
        try (var directory = FSDirectory.open(temp);
                var writer = new IndexWriter(directory, config)) {
            Map<String, String> data = Layout.write(ENGLISH);
            data.putAll(said);
            writer.setLiveCommitData(data.entrySet());
            writer.addDocument(new Document());
        }
    }

    @Test
    void an_index_of_another_format_is_told_apart_from_a_broken_one() throws IOException {
        Bm25Index.build(CORPUS, temp, ENGLISH).close();
        append(Map.of("podium.format", "99"));
        assertThatThrownBy(() -> Bm25Index.open(temp))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("format 99");

        append(Map.of("podium.analyzer", "klingon"));
        assertThatThrownBy(() -> Bm25Index.open(temp))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("klingon");
    }

    @Test
    void a_damaged_index_is_said_to_be_damaged() throws IOException {
        Bm25Index.build(CORPUS, temp, ENGLISH).close();
        for (Path file : files("segments_")) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 0x55;
            Files.write(file, bytes);
        }
        assertThatThrownBy(() -> Bm25Index.open(temp))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void an_index_that_lost_a_file_cannot_be_opened() throws IOException {
        Bm25Index.build(CORPUS, temp, ENGLISH).close();
        for (Path file : files("_")) {
            Files.delete(file);
        }
        assertThatThrownBy(() -> Bm25Index.open(temp))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining(temp.toString());
    }

    private List<Path> files(String prefix) throws IOException {
        try (var all = Files.list(temp)) {
            return all.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    @Test
    void a_folder_that_another_build_holds_is_left_to_it() throws IOException {
        try (var directory = FSDirectory.open(temp);
                var writer = new IndexWriter(directory, new IndexWriterConfig(new WhitespaceAnalyzer()))) {
            assertThatThrownBy(() -> Bm25Index.build(CORPUS, temp, ENGLISH))
                    .isInstanceOf(IndexUnavailableException.class)
                    .hasMessageContaining("Somebody else is writing");
            assertThat(writer.isOpen()).isTrue();
        }
    }

    @Test
    void a_folder_without_permission_is_named() throws IOException {
        Bm25Index.build(CORPUS, temp, ENGLISH).close();
        assertThat(temp.toFile().setReadable(false)).isTrue();
        try {
            if (Files.isReadable(temp)) { // the superuser reads everything: then the message alone can be looked at
                var denied = new AccessDeniedException(temp.toString());
                assertThat(IndexUnavailableException.of(temp.toString(), denied))
                        .hasMessageContaining("permission")
                        .hasMessageContaining(temp.toString())
                        .hasCause(denied);
            } else {
                assertThatThrownBy(() -> Bm25Index.open(temp))
                        .isInstanceOf(IndexUnavailableException.class)
                        .hasMessageContaining("permission")
                        .hasMessageContaining(temp.toString());
            }
        } finally {
            assertThat(temp.toFile().setReadable(true)).isTrue();
        }
    }

    @Test
    void a_closed_index_says_so() {
        Bm25 bm25 = Bm25Index.build(CORPUS, temp, ENGLISH);
        bm25.close();

        assertThatThrownBy(() -> bm25.retrieve(Query.of("tea")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
