package dev.podium.file;

import static dev.podium.file.Scratch.file;
import static dev.podium.file.Scratch.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Given;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankLlmTest {

    private static final String REQUEST = """
            {"query": {"text": "what is tea", "qid": 19335},
             "candidates": [
               {"docid": "7187158", "score": 14.5, "doc": {"contents": "a drink"}},
               {"docid": 1, "score": 14.5, "doc": {"title": "T", "segment": "leaves", "start_char": 5}}
             ]}""";

    @TempDir
    Path folder;

    @Test
    void reads_an_array_of_requests_and_one_after_another() throws IOException {
        for (String text : List.of("[" + REQUEST + "]", REQUEST, REQUEST.replace("\n", " ") + "\n")) {
            List<Ranking> read = RankLlm.read(Files.writeString(folder.resolve("r.json"), text));

            assertThat(read)
                    .containsExactly(new Ranking(
                            Query.of("19335", "what is tea"),
                            List.of(
                                    new Hit(Candidate.of("7187158", "a drink"), 14.5),
                                    new Hit(
                                            new Candidate("1", Content.text("T", "leaves"), Map.of("start_char", "5")),
                                            14.5)),
                            Scale.REAL));
        }
    }

    @Test
    void every_name_of_a_text_is_known_and_a_document_may_be_plain_or_missing() throws IOException {
        for (String name : List.of("contents", "text", "segment", "passage", "body")) {
            assertThat(one("{\"docid\":\"d\",\"score\":1,\"doc\":{\"" + name + "\":\"x\"}}"))
                    .isEqualTo(Candidate.of("d", "x"));
        }
        assertThat(one("{\"docid\":\"d\",\"doc\":\"x\"}")).isEqualTo(Candidate.of("d", "x"));
        assertThat(one("{\"docid\":\"d\"}")).isEqualTo(Candidate.of("d", ""));
    }

    private Candidate one(String candidate) throws IOException {
        Path path = file(folder, "one", "{\"query\":{\"text\":\"q\"},\"candidates\":[" + candidate + "]}");
        return RankLlm.read(path).getFirst().candidates().getFirst();
    }

    @Test
    void where_scores_rise_or_are_missing_the_order_counts() throws IOException {
        String rising = REQUEST.replaceFirst("14.5", "3");
        String missing = REQUEST.replaceFirst("\"score\": 14.5,", "");
        for (String text : List.of(rising, missing)) {
            Ranking read =
                    RankLlm.read(Files.writeString(folder.resolve("r"), text)).getFirst();

            assertThat(read.ids()).containsExactly("7187158", "1");
            assertThat(read.scale()).isEqualTo(Scale.ORDINAL);
        }
    }

    @Test
    void reads_the_calls_of_a_result() throws IOException {
        String call =
                "{\"prompt\": [{\"role\": \"user\"}], \"response\": \"[2] > [1]\", \"input_token_count\": 70, \"output_token_count\": 9}";
        String result = REQUEST.substring(0, REQUEST.length() - 1) + ", \"invocations_history\": [" + call + "]}";

        assertThat(RankLlm.readResults(Files.writeString(folder.resolve("r"), result))
                        .getFirst()
                        .invocations())
                .containsExactly(new RankLlm.Invocation("[{\"role\":\"user\"}]", "[2] > [1]", 70, 9));
    }

    @Test
    void writing_and_reading_gives_the_same_results() {
        Given.cases(200, random -> {
            List<RankLlm.Result> results = new ArrayList<>();
            for (int i = 0, n = 1 + random.nextInt(3); i < n; i++) {
                Ranking plain = Given.ranking(random, random.nextInt(20));
                List<Hit> hits = plain.hits().stream()
                        .map(hit -> new Hit(
                                new Candidate(
                                        hit.candidate().id(),
                                        Content.text(random.nextBoolean() ? "" : "t\u2028\"", "\\x\n" + hit.score()),
                                        hit.candidate().fields()),
                                hit.score() / 3))
                        .toList();
                List<RankLlm.Invocation> calls =
                        random.nextBoolean() ? List.of() : List.of(new RankLlm.Invocation("p", "[1]\n", 3, i));
                results.add(new RankLlm.Result(new Ranking(Query.of("q" + i, "which?"), hits, Scale.REAL), calls));
            }
            Path path = folder.resolve("r" + (random.nextBoolean() ? ".gz" : ""));

            RankLlm.writeResults(results, path);

            assertThat(RankLlm.readResults(path)).isEqualTo(results);
        });
    }

    @Test
    void an_error_is_told_with_file_line_law_and_advice() throws IOException {
        bad("An object is expected here, in braces.", 1, "[1]");
        bad(
                "A request needs \"query\", an object, and \"candidates\", an array.",
                2,
                "{\"query\":{\"text\":\"t\"},",
                "\"candidates\":{}}");
        bad("A query needs \"text\".", 1, "{\"query\":{\"qid\":\"1\"},\"candidates\":[]}");
        bad("A candidate must be an object.", 1, "{\"query\":{\"text\":\"t\"},\"candidates\":[1]}");
        bad("A candidate needs \"docid\" or \"id\".", 1, "{\"query\":{\"text\":\"t\"},\"candidates\":[{}]}");
        bad(
                "Candidate \"1\" stands twice.",
                1,
                "{\"query\":{\"text\":\"t\"},\"candidates\":[{\"docid\":1},{\"docid\":\"1\"}]}");
        bad(
                "The score of candidate \"1\" is a finite decimal number, not \"high\".",
                1,
                "{\"query\":{\"text\":\"t\"},\"candidates\":[{\"docid\":1,\"score\":\"high\"}]}");
        bad(
                "This is not JSON: a value is expected, not 'N'.",
                1,
                "{\"query\":{\"text\":\"t\"},\"candidates\":[{\"docid\":1,\"score\":NaN}]}");
        bad("This is not JSON: the text ends where a value is expected.", 3, "[", "");
        bad("This is not JSON: something follows the array.", 1, "[{\"query\":{\"text\":\"t\"},\"candidates\":[]}] x");
        Path empty = file(folder, "e", "[]");
        refuses(() -> RankLlm.read(empty)).withMessageContaining("The file holds no request.");
        Path cut = Scratch.truncated(folder, "cut", REQUEST.repeat(20));
        refuses(() -> RankLlm.read(cut)).withMessageContaining("The gzip stream ends before its end.");
    }

    private void bad(String law, int line, String... lines) throws IOException {
        Path path = file(folder, "bad", lines);
        refuses(() -> RankLlm.read(path))
                .withMessageStartingWith(path + ", line " + line + ": ")
                .withMessageContaining(law)
                .withMessageMatching("(?s).*\\nMaybe.*\\.");
    }

    @Test
    void refuses_to_write_what_the_format_cannot_hold() {
        refusesToWrite(
                new Hit(Candidate.of("d", "x"), Double.NEGATIVE_INFINITY),
                "The score -Infinity of candidate \"d\" is infinite");
        refusesToWrite(
                new Hit(new Candidate("d", Content.text("x"), Map.of("contents", "y")), 1),
                "The field \"contents\" of candidate \"d\" has a name that the format needs itself.");
        refusesToWrite(
                new Hit(new Candidate("d", new Content.Image(URI.create("a.png"), "image/png"), Map.of()), 1),
                "A Image cannot be written to this file");
    }

    private void refusesToWrite(Hit hit, String message) {
        Ranking ranking = new Ranking(Query.of("q", "t"), List.of(hit), Scale.REAL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankLlm.write(List.of(ranking), folder.resolve("w")))
                .withMessageContaining(message);
    }
}
