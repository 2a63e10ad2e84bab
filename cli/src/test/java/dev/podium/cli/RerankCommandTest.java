package dev.podium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RerankCommandTest {

    private static final String DOCS = """
            {"id": "car", "text": "A car has four wheels.", "year": 1999}
            {"_id": "tea", "title": "Tea", "text": "Tea is a drink made of leaves.", "tags": ["hot"]}
            {"id": "cat", "text": "Cats sleep all day."}
            """;

    @TempDir
    private Path folder;

    @Test
    void puts_the_document_that_answers_on_top_and_keeps_what_came_with_it() throws IOException {
        Shell shell = Shell.run("rerank", "--query", "what is tea", "--docs", file("docs.jsonl", DOCS), "--json");

        assertThat(shell.code()).isZero();
        JsonNode results = shell.data().get("results");
        assertThat(results.size()).isEqualTo(3);
        assertThat(results.get(0).get("rank").asInt()).isEqualTo(1);
        assertThat(results.get(0).get("id").asString()).isEqualTo("tea");
        assertThat(results.get(0).get("title").asString()).isEqualTo("Tea");
        assertThat(results.get(0).get("text").asString()).isEqualTo("Tea is a drink made of leaves.");
        assertThat(results.get(0).get("tags").toString()).isEqualTo("[\"hot\"]");
        assertThat(results.get(0).get("score").asDouble())
                .isGreaterThan(results.get(1).get("score").asDouble());
        assertThat(shell.data().at("/usage/calls").asInt()).isPositive();
        assertThat(shell.data().at("/usage/tokens").asInt()).isPositive();
        assertThat(shell.data().get("method").asString()).isEqualTo("bi-encoder");
    }

    @Test
    void a_model_opened_for_vectors_of_tokens_ranks_by_them() throws IOException {
        Shell shell = Shell.run(
                "rerank",
                "--query",
                "what is tea",
                "--docs",
                file("docs.jsonl", DOCS),
                "--model",
                "onnx:default?multi-vector=0.5",
                "--json");

        assertThat(shell.code()).as(shell.err()).isZero();
        assertThat(shell.data().get("method").asString()).isEqualTo("multi-vector");
        assertThat(shell.data().at("/results/0/id").asString()).isEqualTo("tea");
    }

    @Test
    void a_budget_of_calls_decides_how_deep_the_list_is_reranked() throws IOException {
        // a query and two documents are three texts
        Shell shell = Shell.run(
                "rerank", "--query", "what is tea", "--docs", file("docs.jsonl", DOCS), "--max-calls", "3", "--json");

        assertThat(shell.code()).isEqualTo(ExitCode.PARTIAL.number);
        assertThat(shell.data().get("results").findValuesAsString("id")).containsExactly("tea", "car", "cat");
        assertThat(shell.data().at("/usage/calls").asInt()).isEqualTo(3);
        assertThat(shell.err()).contains("The budget of 3 calls reaches the best 2 of 3 candidates");
    }

    @Test
    void a_dry_run_says_what_it_would_cost_and_asks_nothing() throws IOException {
        Shell shell = Shell.run(
                "rerank", "--query", "what is tea", "--docs", file("docs.jsonl", DOCS), "--dry-run", "--json");

        assertThat(shell.data().get("calls").asInt()).isEqualTo(4);
        assertThat(shell.data().get("rounds").asInt()).isEqualTo(1);
        assertThat(shell.data().get("prompt_tokens").asInt()).isBetween(15, 60);
        assertThat(shell.data().has("results")).isFalse();
    }

    @Test
    void a_method_that_the_model_cannot_serve_is_refused_by_what_it_lacks() throws IOException {
        Shell shell =
                Shell.run("rerank", "--query", "what is tea", "--docs", file("docs.jsonl", DOCS), "--method", "icr");

        assertThat(shell.code()).isEqualTo(ExitCode.MISSING.number);
        assertThat(shell.err()).contains("offers no Attention");
    }

    @Test
    void two_models_serve_a_method_that_needs_two() throws IOException {
        Shell shell = Shell.run(
                "rerank",
                "--query",
                "what is tea",
                "--docs",
                file("docs.jsonl", DOCS),
                "--method",
                "mmr",
                "--model",
                "default",
                "--model",
                "default",
                "--json");

        assertThat(shell.code()).isZero();
        assertThat(shell.data().get("model").asString()).contains(" + ");
    }

    @Test
    void keeps_the_type_of_a_number_that_came_along() throws IOException {
        JsonNode results = Shell.run("rerank", "--query", "cars", "--docs", file("d.jsonl", DOCS), "--json")
                .data()
                .get("results");

        assertThat(results.get(0).get("id").asString()).isEqualTo("car");
        assertThat(results.get(0).get("year").isInt()).isTrue();
    }

    @Test
    void a_field_called_as_one_of_the_result_is_carried_apart_and_told() {
        Shell shell = Shell.runWith("""
                {"id": "a", "text": "Tea is a drink.", "rank": 7, "score": 0.25, "year": 1999, "given": {"rank": 1}}
                {"id": "b", "_id": 12, "text": "Cats sleep."}
                """, "rerank", "--query", "what is tea", "--docs", "-", "--json");

        JsonNode first = shell.data().at("/results/0");
        assertThat(first.get("id").asString()).isEqualTo("a");
        assertThat(first.get("rank").asInt()).isEqualTo(1);
        assertThat(first.get("score").asDouble()).isNotEqualTo(0.25);
        assertThat(first.get("year").asInt()).isEqualTo(1999);
        assertThat(first.get("given").toString()).isEqualTo("{\"rank\":7,\"score\":0.25,\"given\":{\"rank\":1}}");
        // the other id names nothing here, and is a field like any
        assertThat(shell.data().at("/results/1/_id").asInt()).isEqualTo(12);
        assertThat(shell.data().at("/results/1").has("given")).isFalse();
        assertThat(JsonMapper.shared().readTree(shell.out()).at("/warnings/0").asString())
                .contains("given, rank, score");
        assertThat(shell.err()).contains("given, rank, score");
    }

    @Test
    void no_field_that_came_along_is_lost_whatever_it_is_called() {
        Random random = new Random(5);
        List<String> names = List.of("rank", "score", "given", "_id", "title", "query", "document", "data", "ID", "");
        for (int i = 0; i < 20; i++) {
            ObjectNode document = JsonMapper.shared().createObjectNode();
            names.stream().filter(_ -> random.nextBoolean()).forEach(name -> document.put(name, name + "!"));
            document.put("id", "x").put("text", "tea");

            JsonNode result = Shell.runWith(document.toString(), "rerank", "--query", "tea", "--docs", "-", "--json")
                    .data()
                    .at("/results/0");

            document.properties()
                    .forEach(field -> assertThat(List.of(
                                    result.path(field.getKey()),
                                    result.path("given").path(field.getKey())))
                            .as("seed 5, case %s, field \"%s\"", document, field.getKey())
                            .contains(field.getValue()));
        }
    }

    @Test
    void a_name_that_stands_twice_and_an_id_that_is_a_list_are_bad_data() {
        Shell twice = Shell.runWith(
                "{\"id\": \"a\", \"text\": \"x\", \"year\": 1, \"year\": 2}", "rerank", "--query", "t", "--docs", "-");
        Shell list = Shell.runWith("{\"id\": [1], \"text\": \"x\"}", "rerank", "--query", "t", "--docs", "-");

        assertThat(twice.code()).isEqualTo(ExitCode.BAD_DATA.number);
        assertThat(twice.err()).contains("year").contains("line 1");
        assertThat(list.code()).isEqualTo(ExitCode.BAD_DATA.number);
        assertThat(list.err()).contains("string or a number");
    }

    @Test
    void reads_plain_lines_from_standard_input_and_names_them_by_line() {
        Shell shell = Shell.runWith(
                "A car has wheels.\n\nTea is a drink.\n", "rerank", "--query", "what is tea", "--docs", "-", "--json");

        assertThat(shell.data().at("/results/0/id").asString()).isEqualTo("3");
        assertThat(shell.data().at("/results/1/id").asString()).isEqualTo("1");
    }

    @Test
    void texts_stay_in_the_file_and_come_back_with_title_and_type_out_of_a_zipped_file() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(DOCS.getBytes(StandardCharsets.UTF_8));
        }
        Path zipped = folder.resolve("d.gz");
        Files.write(zipped, bytes.toByteArray());

        JsonNode whole = Shell.run("rerank", "--query", "cars", "--docs", file("d.jsonl", DOCS), "--json")
                .data()
                .get("results");
        JsonNode same = Shell.run("rerank", "--query", "cars", "--docs", zipped.toString(), "--json")
                .data()
                .get("results");

        assertThat(same).isEqualTo(whole);
        assertThat(whole.toString()).contains("\"title\"", "\"year\":");
        try (Documents documents = Documents.read(zipped.toString(), new Console(System.in, System.out, System.err))) {
            assertThat(documents.candidates())
                    .allSatisfy(candidate -> assertThat(candidate.content()).isInstanceOf(Content.Stored.class));
        }
    }

    @Test
    void returns_the_best_only_when_asked_to() throws IOException {
        Shell shell = Shell.run("rerank", "--query", "what is tea", "--docs", file("d", DOCS), "--top", "1", "--json");

        assertThat(shell.data().get("results").size()).isEqualTo(1);
    }

    @Test
    void an_empty_list_is_an_empty_ranking() throws IOException {
        Shell shell = Shell.run("rerank", "--query", "tea", "--docs", file("empty", ""), "--json");

        assertThat(shell.code()).isZero();
        assertThat(shell.data().get("results").size()).isZero();
    }

    @Test
    void one_document_empty_text_a_lone_surrogate_and_a_text_without_a_blank_all_come_back() throws IOException {
        String docs =
                "{\"id\": \"1\", \"text\": \"\"}\n{\"id\": \"2\", \"text\": \"\\ud83d tea\"}\n{\"id\": \"3\", \"text\": \""
                        + "x".repeat(100_000) + "\"}\n";

        Shell all = Shell.run("rerank", "--query", "tea", "--docs", file("odd.jsonl", docs), "--json");
        Shell one =
                Shell.runWith("{\"id\": \"1\", \"text\": \"\"}", "rerank", "--query", "tea", "--docs", "-", "--json");

        assertThat(all.code()).isZero();
        List<String> ids = new ArrayList<>();
        all.data().get("results").forEach(result -> ids.add(result.get("id").asString()));
        assertThat(ids).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(one.data().at("/results/0/id").asString()).isEqualTo("1");
    }

    @Test
    void equal_texts_with_different_ids_stay_two() {
        Shell shell = Shell.runWith("tea\ntea\n", "rerank", "--query", "tea", "--docs", "-", "--json");

        assertThat(shell.data().at("/results/0/id").asString()).isEqualTo("1");
        assertThat(shell.data().at("/results/1/id").asString()).isEqualTo("2");
    }

    @Test
    void a_repeated_id_is_bad_data_and_the_message_names_line_and_id() {
        Shell shell = Shell.runWith(
                "{\"id\": \"a\", \"text\": \"x\"}\n{\"id\": \"a\", \"text\": \"y\"}\n",
                "rerank",
                "--query",
                "tea",
                "--docs",
                "-");

        assertThat(shell.code()).isEqualTo(ExitCode.BAD_DATA.number);
        assertThat(shell.err()).contains("\"a\"").contains("2");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void a_cut_gzip_is_bad_data() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(DOCS.getBytes(StandardCharsets.UTF_8));
        }
        Path cut = folder.resolve("cut.jsonl.gz");
        Files.write(cut, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));

        Shell shell = Shell.run("rerank", "--query", "tea", "--docs", cut.toString());

        assertThat(shell.code()).isEqualTo(ExitCode.BAD_DATA.number);
        assertThat(shell.err()).contains("gzip");
    }

    @Test
    void a_line_that_is_no_json_is_bad_data() {
        Shell shell = Shell.runWith("{\"id\": \"a\", \"te", "rerank", "--query", "tea", "--docs", "-");

        assertThat(shell.code()).isEqualTo(ExitCode.BAD_DATA.number);
        assertThat(shell.err()).contains("line 1");
    }

    @Test
    void a_method_that_does_not_exist_is_a_usage_error_with_a_suggestion() {
        Shell shell = Shell.runWith("tea", "rerank", "--query", "tea", "--docs", "-", "--method", "bi-enkoder");

        assertThat(shell.code()).isEqualTo(ExitCode.USAGE.number);
        assertThat(shell.err()).contains("Maybe \"bi-encoder\"");
    }

    @Test
    void a_method_that_needs_what_the_model_lacks_says_so_before_any_work() {
        Shell shell = Shell.runWith("tea", "rerank", "--query", "tea", "--docs", "-", "--method", "cross-encoder");

        assertThat(shell.code()).isEqualTo(ExitCode.MISSING.number);
        assertThat(shell.err()).contains("PairScoring");
    }

    @Test
    void a_query_without_documents_is_a_usage_error() {
        assertThat(Shell.run("rerank", "--query", "tea").code()).isEqualTo(ExitCode.USAGE.number);
        assertThat(Shell.run("rerank").code()).isEqualTo(ExitCode.USAGE.number);
        assertThat(Shell.run("rerank", "--nonsense").code()).isEqualTo(ExitCode.USAGE.number);
    }

    @Test
    void a_dry_run_tells_the_cost_and_ranks_nothing() {
        Shell shell = Shell.runWith("a\nb\nc\n", "rerank", "--query", "tea", "--docs", "-", "--dry-run", "--json");

        assertThat(shell.data().get("documents").asInt()).isEqualTo(3);
        assertThat(shell.data().get("calls").asInt()).isPositive();
        assertThat(shell.data().has("results")).isFalse();
    }

    @Test
    void a_whole_run_is_reranked_and_every_query_and_document_of_it_is_written() throws IOException {
        String run = file("in.trec", "q1 Q0 car 1 3.5 bm25\nq1 Q0 tea 2 3.4 bm25\nq2 Q0 cat 1 1 bm25\n");
        String queries = file("queries.tsv", "q1\twhat is tea\nq2\twho sleeps\n");
        Path out = folder.resolve("out.trec");

        Shell shell = rerankRun(run, queries, file("corpus.jsonl", CORPUS), out);

        assertThat(shell.code()).as(shell.err()).isZero();
        assertThat(Files.readAllLines(out)).hasSize(3);
        assertThat(Files.readString(out))
                .contains("q1 Q0 tea")
                .contains("q1 Q0 car")
                .contains("q2 Q0 cat");
    }

    private static Shell rerankRun(String run, String queries, String corpus, Path out) {
        return Shell.run("rerank", "--run", run, "--queries", queries, "--corpus", corpus, "--output", out.toString());
    }

    @Test
    void a_run_comes_out_the_same_whether_texts_stay_in_the_corpus_or_are_held() throws IOException {
        String run = file("in.trec", "q1 Q0 cat 1 3 t\nq1 Q0 car 2 2 t\nq1 Q0 tea 3 1 t\nq2 Q0 tea 1 1 t\n");
        String queries = file("queries.tsv", "q1\twhat is tea\nq2\twho sleeps\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(CORPUS.getBytes(StandardCharsets.UTF_8));
        }
        Path zipped = Files.write(folder.resolve("corpus.gz"), bytes.toByteArray());
        Path plain = Path.of(file("corpus.jsonl", CORPUS));

        List<String> written = new ArrayList<>();
        for (Path corpus : List.of(plain, zipped)) {
            Path out = folder.resolve("out.trec");
            Shell shell = rerankRun(run, queries, corpus.toString(), out);
            assertThat(shell.code()).as(shell.err()).isZero();
            written.add(Files.readString(out));
        }

        assertThat(written.get(0)).contains("q1 Q0 tea 1 ").isEqualTo(written.get(1));
        try (Loading loaded = Loading.of(Path.of(run), Path.of(queries), plain)) {
            assertThat(loaded.run().rankings().get("q1"))
                    .allSatisfy(hit -> assertThat(hit.candidate().content()).isInstanceOf(Content.Stored.class));
        }
    }

    @Test
    void a_run_that_names_a_document_the_corpus_lacks_is_bad_data() throws IOException {
        String run = file("in.trec", "q1 Q0 nowhere 1 3.5 bm25\n");

        Shell shell = Shell.run(
                "rerank",
                "--run",
                run,
                "--queries",
                file("queries.tsv", "q1\twhat is tea\n"),
                "--corpus",
                file("corpus.jsonl", CORPUS),
                "--output",
                folder.resolve("o").toString());

        assertThat(shell.code()).isEqualTo(ExitCode.BAD_DATA.number);
        assertThat(shell.err()).contains("nowhere");
    }

    private static final String CORPUS = """
            {"_id": "car", "title": "", "text": "A car has four wheels."}
            {"_id": "tea", "title": "Tea", "text": "Tea is a drink made of leaves."}
            {"_id": "cat", "title": "", "text": "Cats sleep all day."}
            """;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
