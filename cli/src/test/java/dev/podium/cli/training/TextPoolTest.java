package dev.podium.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.Embedding.Role;
import dev.podium.train.leaf.TaughtText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextPoolTest {

    private static final String LONG =
            "One sentence of five words. Two sentences of five words. Three sentences of five words. Four.";

    @TempDir
    private Path folder;

    @BeforeEach
    void a_collection() throws IOException {
        Files.createDirectories(folder.resolve("beir/qrels"));
        Files.writeString(folder.resolve("beir/corpus.jsonl"), """
                {"_id": "1", "title": "", "text": "tea is made of leaves"}
                {"_id": "2", "title": "", "text": "a text of the other split"}
                """);
        Files.writeString(folder.resolve("beir/queries.jsonl"), "{\"_id\": \"a\", \"text\": \"what is tea\"}\n");
        Files.writeString(folder.resolve("beir/qrels/dev.tsv"), "query-id\tcorpus-id\tscore\na\t1\t1\n");
        Files.writeString(folder.resolve("lines.jsonl"), """
                {"asked": "why", "said": "%s"}
                {"asked": "", "said": "tea is made of leaves"}
                """.formatted(LONG));
    }

    /** The pool of sources as a recipe writes them. */
    private TextPool read(String... sources) throws IOException {
        Path recipe = folder.resolve("r.yaml");
        Files.writeString(
                recipe,
                "recipe: leaf\noutput: o\nlearning: {steps: 1}\ndata:\n  - {" + String.join("}\n  - {", sources)
                        + "}\n");
        return TextPool.read(RecipeFile.read(recipe).data(), folder, folder.resolve("elsewhere"));
    }

    private static TaughtText asked(String text) {
        return new TaughtText(text, Role.QUERY);
    }

    private static TaughtText passage(String text) {
        return new TaughtText(text, Role.PASSAGE);
    }

    @Test
    void a_split_gives_its_questions_and_the_documents_judged_in_it() throws IOException {
        TextPool pool = read("name: s, beir: beir, split: dev");

        assertThat(pool.texts()).containsExactly(asked("what is tea"), passage("tea is made of leaves"));
    }

    @Test
    void long_texts_are_cut_into_pieces_of_whole_sentences() throws IOException {
        TextPool pool = read("name: s, texts: lines.jsonl, text: said, words: 9, pieces: 9");

        assertThat(pool.texts())
                .containsExactly(
                        passage("One sentence of five words. Two sentences of five words."),
                        passage("Three sentences of five words. Four."),
                        passage("tea is made of leaves"));
        assertThat(read("name: s, texts: lines.jsonl, text: said, words: 9, pieces: 1")
                        .texts())
                .hasSize(2);
    }

    @Test
    void a_text_of_two_sources_comes_once() throws IOException {
        TextPool pool = read(
                "name: s, beir: beir, split: dev", "name: t, texts: lines.jsonl, query: asked, text: said, pieces: 1");

        assertThat(pool.texts()).doesNotHaveDuplicates().hasSize(4);
        assertThat(pool.learntOf()).containsEntry("s", 2).containsEntry("t", 2);
    }

    @Test
    void what_is_held_out_is_not_learnt() throws IOException {
        TextPool pool = read("name: s, texts: lines.jsonl, text: said, words: 1, pieces: 9, hold-out: 2");

        assertThat(pool.heldOut()).hasSize(2).doesNotContainAnyElementsOf(pool.learnt());
        assertThat(pool.learnt()).hasSize(pool.texts().size() - 2);
        assertThat(pool.heldOutOf()).containsEntry("s", 2);
    }

    @Test
    void keywords_are_words_of_the_text_and_the_same_each_time() throws IOException {
        String source = "name: s, texts: lines.jsonl, text: said, pieces: 1, keywords: 1";
        TextPool pool = read(source);

        TaughtText keywords = pool.texts().getLast();
        assertThat(keywords.role()).isEqualTo(Role.QUERY);
        assertThat(LONG).contains(keywords.text().split(" "));
        assertThat(read(source)).isEqualTo(pool);
    }

    @Test
    void a_source_of_lines_must_say_what_is_read_of_them() {
        assertThatThrownBy(() -> read("name: s, texts: lines.jsonl")).hasMessageContaining("which fields");
    }
}
