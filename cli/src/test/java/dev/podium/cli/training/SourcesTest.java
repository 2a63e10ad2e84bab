package dev.podium.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.file.BadDataException;
import dev.podium.model.PlainText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void a_collection() throws IOException {
        Files.createDirectories(folder.resolve("beir/qrels"));
        Files.writeString(folder.resolve("beir/corpus.jsonl"), """
                {"_id": "1", "title": "All About Tea", "text": "Tea is a drink. It is made of the leaves of a shrub. People drink it hot in many countries of Asia."}
                {"_id": "2", "title": "Cars", "text": "Cars have wheels."}
                """);
        Files.writeString(folder.resolve("beir/queries.jsonl"), """
                {"_id": "a", "text": "chai ni nini", "translation": "what is tea"}
                {"_id": "b", "text": "wheels"}
                {"_id": "c", "text": "of no split"}
                """);
        Files.writeString(folder.resolve("beir/qrels/train.tsv"), "query-id\tcorpus-id\tscore\na\t1\t1\n");
        Files.writeString(folder.resolve("beir/qrels/dev.tsv"), "query-id\tcorpus-id\tscore\nb\t2\t1\n");
    }

    /** A source as a recipe writes it. */
    private Sources read(String yaml) throws IOException {
        Path recipe = folder.resolve("r.yaml");
        Files.writeString(
                recipe,
                "recipe: cross-encoder\nbase: b\noutput: o\nlearning: {steps: 1}\ndata:\n  - {name: s, " + yaml
                        + "}\n");
        return Sources.read(RecipeFile.read(recipe).data().getFirst(), folder);
    }

    @Test
    void a_collection_gives_the_judged_queries_of_its_splits() throws IOException {
        Sources train = read("beir: beir");
        Sources both = read("beir: beir, split: train dev");

        assertThat(train.documents()).containsOnlyKeys("1", "2");
        assertThat(train.questions()).extracting(q -> q.query().id()).containsExactly("a");
        assertThat(both.questions()).extracting(q -> q.query().id()).containsExactly("a", "b");
        assertThat(both.questions().getLast().grades()).isEqualTo(Map.of("2", 1));
    }

    @Test
    void queries_may_stand_in_another_field_and_those_without_it_are_left_out() throws IOException {
        Sources source = read("beir: beir, split: train dev, query: translation");

        assertThat(source.questions()).extracting(q -> PlainText.of(q.query())).containsExactly("what is tea");
    }

    @Test
    void a_title_asks_for_its_text_which_is_shown_without_it() throws IOException {
        Sources source = read("beir: beir, ask: title");

        assertThat(source.questions()).extracting(q -> PlainText.of(q.query())).containsExactly("All About Tea");
        assertThat(PlainText.of(source.documents().firstEntry().getValue())).startsWith("Tea is a drink.");
    }

    @Test
    void a_sentence_is_taken_out_of_the_text_that_it_asks_for_and_of_no_other() throws IOException {
        Sources source = read("beir: beir, ask: sentence");

        assertThat(source.questions()).hasSize(1);
        Question question = source.questions().getFirst();
        String sentence = PlainText.of(question.query());
        String whole = PlainText.of(source.documents().get("1"));
        String seen = PlainText.of(question.own().get("1"));
        assertThat(whole).contains(sentence);
        assertThat(seen).doesNotContain(sentence);
        assertThat(seen.length()).isEqualTo(whole.length() - sentence.length() - (whole.endsWith(sentence) ? 1 : 0));
        assertThat(question.grades()).isEqualTo(Map.of("1", 1));
    }

    @Test
    void pairs_share_documents_of_the_same_words_and_a_limit_takes_evenly() throws IOException {
        Files.writeString(folder.resolve("p.jsonl"), """
                {"q": "one", "a": "x", "t": "T"}
                {"q": "two", "a": "x", "t": "T"}
                {"q": "three", "a": "y"}
                {"q": "four", "a": "z"}
                """);

        Sources all = read("pairs: p.jsonl, query: q, text: a, title: t");
        Sources half = read("pairs: p.jsonl, query: q, text: a, limit: 2");

        assertThat(all.documents().values()).extracting(PlainText::of).containsExactly("T x", "y", "z");
        assertThat(all.questions().get(1).grades()).isEqualTo(Map.of("d0", 1));
        assertThat(half.questions()).extracting(q -> PlainText.of(q.query())).containsExactly("one", "three");
    }

    @Test
    void pairs_with_a_label_of_0_bring_their_document_and_no_question() throws IOException {
        Files.writeString(folder.resolve("p.jsonl"), """
                {"query": "one", "text": "x", "label": 1}
                {"query": "two", "text": "y", "label": 0}
                """);

        Sources source = read("pairs: p.jsonl, labels: label");

        assertThat(source.documents()).hasSize(2);
        assertThat(source.questions()).extracting(q -> PlainText.of(q.query())).containsExactly("one");
    }

    @Test
    void lists_have_labels_or_the_places_of_their_answers() throws IOException {
        Files.writeString(folder.resolve("l.jsonl"), """
                {"query": "one", "texts": ["x", "y", "z"], "labels": [0, 2, 0], "answers": [2]}
                """);

        assertThat(read("lists: l.jsonl").questions().getFirst().grades()).isEqualTo(Map.of("d0", 0, "d1", 2, "d2", 0));
        assertThat(read("lists: l.jsonl, answers: answers")
                        .questions()
                        .getFirst()
                        .grades())
                .isEqualTo(Map.of("d0", 0, "d1", 0, "d2", 1));
    }

    @Test
    void of_clicks_what_was_shown_below_the_next_after_the_last_is_left_out() throws IOException {
        Files.writeString(folder.resolve("c.jsonl"), """
                {"query": "one", "shown": ["x", "y", "z", "u", "v"], "clicked": [0, 1, 0, 0, 0]}
                {"query": "two", "shown": ["x", "w"], "clicked": [0, 0]}
                """);

        Sources source = read("lists: c.jsonl, text: shown, labels: clicked, clicks: true");

        assertThat(source.questions().getFirst().grades()).isEqualTo(Map.of("d0", 0, "d1", 1, "d2", 0));
        assertThat(source.questions().getLast().grades()).isEmpty();
    }

    @Test
    void triples_of_one_query_are_one_question() throws IOException {
        Files.writeString(folder.resolve("t.jsonl"), """
                {"query": "one", "positive": "x", "negative": "y"}
                {"query": "one", "positive": "x", "negative": ["z", "y"]}
                {"query": "two", "positive": "y", "negative": "x"}
                """);

        Sources source = read("triples: t.jsonl");

        assertThat(source.questions().getFirst().grades()).isEqualTo(Map.of("d0", 1, "d1", 0, "d2", 0));
        assertThat(source.questions().getLast().grades()).isEqualTo(Map.of("d1", 1, "d0", 0));
    }

    @Test
    void a_line_without_its_field_is_named() throws IOException {
        Files.writeString(folder.resolve("p.jsonl"), "{\"query\": \"one\", \"text\": \"x\"}\n{\"query\": \"two\"}\n");

        assertThatThrownBy(() -> read("pairs: p.jsonl"))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("\"text\"")
                .hasMessageContaining("p.jsonl");
    }

    @Test
    void a_source_must_say_where_it_is() {
        assertThatThrownBy(() -> read("split: train")).hasMessageStartingWith("The source \"s\" must say where it is");
    }

    @Test
    void a_word_that_no_recipe_has_is_refused() {
        assertThatThrownBy(() -> read("bier: beir"))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("bier");
    }
}
