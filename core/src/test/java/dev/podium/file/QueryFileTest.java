package dev.podium.file;

import static dev.podium.file.Scratch.file;
import static dev.podium.file.Scratch.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Given;
import dev.podium.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryFileTest {

    @TempDir
    Path folder;

    @Test
    void reads_json_lines() throws IOException {
        Path path = file(
                folder,
                "q.jsonl",
                "{\"_id\": \"1\", \"text\": \"what is tea\", \"metadata\": {}}",
                "",
                "{\"id\":2,\"query\":\"t\\u00e9\"}");

        assertThat(QueryFile.read(path)).containsExactly(Query.of("1", "what is tea"), Query.of("2", "t\u00e9"));
    }

    @Test
    void writing_and_reading_gives_the_same_queries() {
        Given.cases(200, random -> {
            List<Query> queries = new ArrayList<>();
            for (int i = 0, n = 1 + random.nextInt(10); i < n; i++) {
                queries.add(Query.of(
                        "q" + i, "what is \"\u00e9\" " + Character.toString(random.nextInt(0xD800)) + " tea?"));
            }
            Path path = folder.resolve("q" + (random.nextBoolean() ? ".gz" : ""));

            QueryFile.write(queries, path);

            assertThat(QueryFile.read(path)).isEqualTo(queries);
        });
    }

    @Test
    void reads_columns_between_tabs() throws IOException {
        assertThat(QueryFile.read(file(folder, "q.tsv", "\uFEFF1048585\twhat is  tea\r", "2\ta\tb")))
                .containsExactly(Query.of("1048585", "what is  tea"), Query.of("2", "a\tb"));
    }

    @Test
    void reads_topics_with_unclosed_tags_label_words_and_any_case() throws IOException {
        Path path = file(
                folder,
                "topics",
                "",
                "<top>",
                "<head> Tipster Topic Description",
                "<num> Number: 051",
                "<title> Topic: Airbus",
                "Subsidies",
                "<desc> Description:",
                "Did p < 0.05 hold?",
                "",
                "<narr> Narrative:",
                "A relevant document cites it.",
                "</top>",
                "<TOP><NUM>52</NUM><TITLE>\u0130stanbul <b>trade</b></TITLE><desc>D</desc><narr>N</narr></TOP>");

        assertThat(QueryFile.read(path))
                .containsExactly(Query.of("051", "Airbus Subsidies"), Query.of("52", "\u0130stanbul <b>trade</b>"));
        assertThat(QueryFile.read(path, QueryFile.Field.DESC))
                .containsExactly(Query.of("051", "Did p < 0.05 hold?"), Query.of("52", "D"));
        assertThat(QueryFile.read(path, QueryFile.Field.NARR))
                .containsExactly(Query.of("051", "A relevant document cites it."), Query.of("52", "N"));
    }

    @Test
    void a_bad_line_is_told_with_file_line_law_and_advice() throws IOException {
        bad("A line of queries is an id, a tab and the text. Found: 2 no tab", 2, "1\ttea", "2 no tab");
        bad("A line of queries is an id, a tab and the text.", 1, " \ttea");
        bad("Query \"1\" stands twice.", 3, "1\ttea", "", "1\tcoffee");
        bad("A line needs \"_id\" or \"id\" or \"qid\".", 1, "{\"text\":\"tea\"}");
        bad("A line needs \"text\"", 1, "{\"_id\":\"1\",\"text\":null}");
        bad("An id must not be empty.", 1, "{\"_id\":\"\",\"text\":\"tea\"}");
        bad("A line must be one JSON object, but the text ends inside a string.", 1, "{\"_id\":\"1");
        bad("A topic needs <num> and <title>.", 3, "<top>", "<title>tea", "</top>");
        bad("A topic begins before </top> closed the one before.", 3, "<top><num>1", "<title>tea", "<top><num>2");
        bad("The last topic is not closed by </top>.", 2, "<top><num>1", "<title>tea");
    }

    private void bad(String law, int line, String... lines) throws IOException {
        Path path = file(folder, "bad", lines);
        refuses(() -> QueryFile.read(path))
                .withMessageStartingWith(path + ", line " + line + ": ")
                .withMessageContaining(law)
                .withMessageMatching("(?s).*\\nMaybe.*\\.");
    }

    @Test
    void a_file_without_queries_is_an_error() throws IOException {
        for (String text : new String[] {"", "\n \n", "<xml></xml>"}) {
            Path path = Files.writeString(folder.resolve("e"), text);
            refuses(() -> QueryFile.read(path)).withMessageContaining("The file holds no query.");
        }
    }
}
