package dev.podium.file;

import static dev.podium.file.Scratch.file;
import static dev.podium.file.Scratch.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Given;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankifyTest {

    @TempDir
    Path folder;

    @Test
    void reads_questions_answers_and_contexts() throws IOException {
        Path path = file(
                folder,
                "r.json",
                "[{\"question\": \"what is tea\", \"answers\": [\"a drink\", 7], \"ctxs\": [",
                "  {\"id\": 11, \"title\": \"Tea\", \"text\": \"A drink.\", \"score\": \"2.5\", \"has_answer\": true},",
                "  {\"id\": \"12\", \"text\": \"Green.\", \"score\": 1}]}]");

        assertThat(Rankify.read(path))
                .containsExactly(new Rankify.Retrieved(
                        List.of("a drink", "7"),
                        new Ranking(
                                Query.of("1", "what is tea"),
                                List.of(
                                        new Hit(
                                                new Candidate(
                                                        "11",
                                                        Content.text("Tea", "A drink."),
                                                        Map.of("has_answer", "true")),
                                                2.5),
                                        new Hit(Candidate.of("12", "Green."), 1)),
                                Scale.REAL)));
    }

    @Test
    void where_scores_rise_the_order_counts() throws IOException {
        Path path = file(
                folder,
                "r.json",
                "{\"question\":\"q\",\"ctxs\":[{\"id\":\"a\",\"text\":\"\",\"score\":1},{\"id\":\"b\",\"title\":\"t\",\"score\":2}]}");

        Ranking ranking = Rankify.read(path).getFirst().ranking();

        assertThat(ranking.ids()).containsExactly("a", "b");
        assertThat(ranking.scale()).isEqualTo(Scale.ORDINAL);
    }

    @Test
    void writing_and_reading_gives_the_same_lists() {
        Given.cases(200, random -> {
            List<Rankify.Retrieved> lists = new ArrayList<>();
            for (int i = 0, n = 1 + random.nextInt(3); i < n; i++) {
                Ranking ranking = Given.ranking(random, random.nextInt(20));
                lists.add(new Rankify.Retrieved(
                        random.nextBoolean() ? List.of() : List.of("one", "\"two\""),
                        new Ranking(Query.of("q" + i, "which?"), ranking.hits(), Scale.REAL)));
            }
            Path path = folder.resolve("r" + (random.nextBoolean() ? ".gz" : ""));

            Rankify.write(lists, path);

            assertThat(Rankify.read(path)).isEqualTo(lists);
        });
    }

    @Test
    void an_error_is_told_with_file_line_law_and_advice() throws IOException {
        bad("A question needs \"question\".", 1, "[{\"ctxs\":[]}]");
        bad("A question needs \"ctxs\", an array.", 1, "[{\"question\":\"q\"}]");
        bad("A context needs \"id\".", 2, "[{\"question\":\"q\",", "\"ctxs\":[{\"text\":\"t\"}]}]");
        bad("A context needs \"text\" or \"title\".", 1, "[{\"question\":\"q\",\"ctxs\":[{\"id\":\"1\"}]}]");
        bad("A context must be an object.", 1, "[{\"question\":\"q\",\"ctxs\":[[]]}]");
        bad(
                "Candidate \"1\" stands twice.",
                1,
                "[{\"question\":\"q\",\"ctxs\":[{\"id\":1,\"text\":\"\"},{\"id\":1,\"text\":\"\"}]}]");
        bad(
                "is a finite decimal number, not \"1e999\".",
                1,
                "[{\"question\":\"q\",\"ctxs\":[{\"id\":1,\"text\":\"\",\"score\":1e999}]}]");
        Path empty = file(folder, "e", " ");
        refuses(() -> Rankify.read(empty)).withMessageContaining("The file holds no question.");
    }

    private void bad(String law, int line, String... lines) throws IOException {
        Path path = file(folder, "bad", lines);
        refuses(() -> Rankify.read(path))
                .withMessageStartingWith(path + ", line " + line + ": ")
                .withMessageContaining(law)
                .withMessageMatching("(?s).*\\nMaybe.*\\.");
    }
}
