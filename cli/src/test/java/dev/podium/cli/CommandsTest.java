package dev.podium.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every command but rerank, from outside. */
class CommandsTest {

    private static final Path MINI = Path.of("..", "data", "scifact-mini");

    @TempDir
    private Path folder;

    @Test
    void indexes_searches_and_evaluates_the_bundled_collection_as_well_as_an_independent_bm25() {
        String index = folder.resolve("index").toString();
        String run = folder.resolve("bm25.trec").toString();

        Shell indexed = Shell.run("index", "--corpus", MINI.toString(), "--index", index, "--json");
        Shell searched = Shell.run(
                "search",
                "--index",
                index,
                "--queries",
                MINI.resolve("queries.jsonl.gz").toString(),
                "--top",
                "100",
                "--output",
                run,
                "--json");
        Shell measured = Shell.run(
                "eval",
                "--qrels",
                MINI.resolve("qrels/test.tsv").toString(),
                "--run",
                run,
                "--metrics",
                "nDCG@10",
                "--per-query",
                "--json");

        assertThat(indexed.data().get("documents").asInt()).isEqualTo(846);
        assertThat(searched.data().get("queries").asInt()).isEqualTo(120);
        // data card: 0.6483 by another implementation
        assertThat(measured.data().at("/runs/0/metrics/nDCG@10").asDouble()).isCloseTo(0.6483, within(0.0005));
        assertThat(measured.data().at("/runs/0/queries").size()).isEqualTo(120);
    }

    @Test
    void shows_hits_with_their_texts() {
        String index = folder.resolve("index").toString();
        Shell.run("index", "--corpus", MINI.toString(), "--index", index);

        Shell shell = Shell.run("search", "--index", index, "--query", "vitamin d", "--top", "3", "--json");

        assertThat(shell.data().at("/results/0/hits").size()).isEqualTo(3);
        assertThat(shell.data().at("/results/0/hits/0/text").asString()).isNotEmpty();
    }

    @Test
    void eval_prints_what_trec_eval_prints() throws IOException {
        // a list worked by hand: grades 0 2 1 at ranks 1 2 3, ideal 2 1
        // DCG = 2/log2(3) + 1/log2(4) = 1.26186 + 0.5; ideal = 2 + 1/log2(3) = 2.63093; nDCG = 0.66967
        String qrels = file("qrels", "q1 0 b 2\nq1 0 c 1\nq1 0 a 0\n");
        String run = file("run", "q1 Q0 a 1 3 t\nq1 Q0 b 2 2 t\nq1 Q0 c 3 1 t\n");

        JsonNode metrics = Shell.run(
                        "eval", "--qrels", qrels, "--run", run, "--metrics", "nDCG@10,AP,RR,P@2,AP(rel=2)", "--json")
                .data()
                .at("/runs/0/metrics");

        assertThat(metrics.get("nDCG@10").asDouble()).isCloseTo(0.66967, within(1e-5));
        assertThat(metrics.get("AP").asDouble()).isCloseTo((1 / 2.0 + 2 / 3.0) / 2, within(1e-12));
        assertThat(metrics.get("RR").asDouble()).isEqualTo(0.5);
        assertThat(metrics.get("P@2").asDouble()).isEqualTo(0.5);
        assertThat(metrics.get("AP(rel=2)").asDouble()).isEqualTo(0.5);
    }

    @Test
    void a_run_without_its_qrels_and_qrels_without_the_run_are_told() throws IOException {
        String qrels = file("qrels", "q1 0 b 1\nq2 0 b 1\n");
        String run = file("run", "q1 Q0 b 1 3 t\nq9 Q0 b 1 3 t\n");
        String other = file("other", "q9 Q0 b 1 3 t\n");

        Shell half = Shell.run("eval", "--qrels", qrels, "--run", run, "--metrics", "RR", "--json");
        Shell complete = Shell.run("eval", "--qrels", qrels, "--run", run, "--metrics", "RR", "--complete", "--json");
        Shell none = Shell.run("eval", "--qrels", qrels, "--run", other, "--metrics", "RR", "--json");

        assertThat(half.err()).contains("lacks 1 judged queries").contains("1 queries without judgments");
        assertThat(half.data().at("/runs/0/metrics/RR").asDouble()).isEqualTo(1);
        assertThat(complete.data().at("/runs/0/metrics/RR").asDouble()).isEqualTo(0.5);
        assertThat(none.err()).contains("no query in common");
    }

    @Test
    void compares_two_runs_query_by_query() throws IOException {
        StringBuilder qrels = new StringBuilder();
        StringBuilder good = new StringBuilder();
        StringBuilder bad = new StringBuilder();
        for (int q = 0; q < 12; q++) {
            qrels.append("q").append(q).append(" 0 a 1\n");
            good.append("q").append(q).append(" Q0 a 1 2 t\nq").append(q).append(" Q0 b 2 1 t\n");
            bad.append("q").append(q).append(" Q0 b 1 2 t\nq").append(q).append(" Q0 a 2 1 t\n");
        }

        JsonNode data = Shell.run(
                        "compare",
                        "--qrels",
                        file("qrels", qrels.toString()),
                        "--run",
                        file("good", good.toString()),
                        "--run",
                        file("bad", bad.toString()),
                        "--metric",
                        "RR",
                        "--json")
                .data();

        assertThat(data.get("difference").asDouble()).isEqualTo(0.5);
        assertThat(data.get("wins").asInt()).isEqualTo(12);
        // all signs alike among 2^12: exactly two of 4096 assignments are as extreme
        assertThat(data.get("p").asDouble()).isLessThan(0.001);
    }

    @Test
    void fuses_runs_and_tells_which_queries_are_not_in_all() throws IOException {
        String one = file("one", "q1 Q0 a 1 2 t\nq1 Q0 b 2 1 t\nq2 Q0 a 1 1 t\n");
        String two = file("two", "q1 Q0 b 1 2 t\nq1 Q0 c 2 1 t\n");
        Path out = folder.resolve("out");

        Shell shell = Shell.run("fuse", "--run", one, "--run", two, "--output", out.toString(), "--json");

        assertThat(shell.code()).isZero();
        assertThat(shell.err()).contains("1 of 2 queries are not in every run");
        // b: 1/62 + 1/61, a: 1/61, c: 1/62
        assertThat(Files.readAllLines(out).stream().map(line -> line.split(" ")[2]))
                .containsExactly("b", "a", "c", "a");
        assertThat(Shell.run("fuse", "--run", one, "--output", "x").code()).isEqualTo(ExitCode.USAGE.number);
    }

    @Test
    void fuses_by_any_name_of_the_catalogue_and_says_which_there_are() throws IOException {
        String one = file("one", "q1 Q0 a 1 4 t\nq1 Q0 b 2 2 t\nq1 Q0 c 3 0 t\n");
        String two = file("two", "q1 Q0 c 1 9 t\nq1 Q0 b 2 8 t\nq1 Q0 d 3 1 t\n");
        Path out = folder.resolve("out");

        // min-max: one gives a 1, b .5, c 0; two gives c 1, b .875, d 0. Weighed .9 to .1: a .9, b .5375, c .1, d 0
        Shell shell = Shell.run(
                "fuse",
                "--method",
                "wsum",
                "--weights",
                "0.9,0.1",
                "--norm",
                "min-max",
                "--run",
                one,
                "--run",
                two,
                "--output",
                out.toString());

        assertThat(shell.code()).isZero();
        assertThat(Files.readAllLines(out).stream().map(line -> line.split(" ")[2]))
                .containsExactly("a", "b", "c", "d");
        Shell unknown = Shell.run("fuse", "--method", "comsum", "--run", one, "--run", two, "--output", "x");
        assertThat(unknown.code()).isEqualTo(ExitCode.USAGE.number);
        assertThat(unknown.err()).contains("comsum").contains("combsum");
        assertThat(Shell.run("fuse", "--list").out())
                .contains("rrf")
                .contains("bayesfuse")
                .contains("zmuv");
    }

    @Test
    void a_fusion_that_learns_asks_for_judgments_and_trains_on_them() throws IOException {
        String one = file("one", "q1 Q0 a 1 4 t\nq1 Q0 b 2 2 t\n");
        String two = file("two", "q1 Q0 b 1 9 t\nq1 Q0 c 2 8 t\n");
        String qrels = file("qrels", "q1 0 a 1\nq1 0 b 0\n");
        Path out = folder.resolve("out");

        assertThat(Shell.run("fuse", "--method", "mapfuse", "--run", one, "--run", two, "--output", "x")
                        .code())
                .isEqualTo(ExitCode.USAGE.number);
        Shell shell = Shell.run(
                "fuse",
                "--method",
                "mapfuse",
                "--qrels",
                qrels,
                "--run",
                one,
                "--run",
                two,
                "--output",
                out.toString());

        assertThat(shell.code()).isZero();
        // average precision is 1 for the first system and 0 for the second, so what only the second found comes last
        assertThat(Files.readAllLines(out).stream().map(line -> line.split(" ")[2]))
                .containsExactly("a", "b", "c");
    }

    @Test
    void explains_a_value_and_refuses_a_run_of_another_collection() throws IOException {
        String run = file("run", "q1 Q0 a 1 1 t\nq1 Q0 b 2 1 t\n");
        String qrels = file("qrels", "q1 0 a 1\nq1 0 b 0\n");

        // equal scores: trec_eval puts b, the greater id, first, so RR is 1/2; the other order would give 1
        Shell shell = Shell.run("eval", "--qrels", qrels, "--run", run, "--metrics", "RR", "--explain");
        assertThat(shell.code()).isZero();
        assertThat(shell.out()).contains("RR = 0.5000; over the orders of equal scores 0.5000 to 1.0000");
        assertThat(Shell.run("eval", "--qrels", qrels, "--run", run, "--metrics", "RR", "--explain", "--json")
                        .out())
                .contains("\"explanations\"")
                .contains("\"readings\"");

        Shell other = Shell.run("eval", "--qrels", file("others", "t9 0 a 1\n"), "--run", run);
        assertThat(other.code()).isEqualTo(ExitCode.BAD_DATA.number);
        assertThat(other.err()).contains("\"q1\"").contains("\"t9\"");
    }

    @Test
    void runs_an_experiment_and_writes_a_page_that_stands_alone() throws IOException {
        String yaml = file("e.yaml", """
                name: scifact-mini
                corpus: %s
                queries: %s
                qrels: %s
                metrics: [nDCG@10, RR@10]
                baseline: bm25
                test: t
                systems:
                  bm25: {retrieve: bm25, top: 20}
                  bm25-k1: {retrieve: bm25, k1: 2.0, b: 0.9, top: 20}
                """.formatted(
                        MINI.toAbsolutePath(),
                        MINI.resolve("queries.jsonl.gz").toAbsolutePath(),
                        MINI.resolve("qrels/test.tsv").toAbsolutePath()));

        Shell shell = Shell.run(
                "experiment", yaml, "--report", folder.resolve("report").toString(), "--json");

        assertThat(shell.code()).as(shell.err()).isZero();
        assertThat(shell.data().get("runs").size()).isEqualTo(2);
        assertThat(shell.data().get("comparisons").size()).isEqualTo(2);
        assertThat(shell.data().at("/comparisons/0/interval").size()).isEqualTo(2);
        assertThat(shell.data().at("/comparisons/0/corrected").asDouble())
                .isGreaterThanOrEqualTo(shell.data().at("/comparisons/0/p").asDouble());
        String html = Files.readString(folder.resolve("report/report.html"));
        assertThat(html)
                .contains("bm25-k1")
                .contains("<svg")
                .doesNotContain("src=\"http")
                .doesNotContain("href=\"http");
        assertThat(folder.resolve("report/bm25.trec")).exists();
    }

    @Test
    void an_experiment_searches_by_vectors_too() throws IOException {
        file("corpus.jsonl", """
                {"_id": "a", "title": "", "text": "the price of tea"}
                {"_id": "b", "title": "", "text": "Tea is a drink made of leaves of a plant."}
                {"_id": "c", "title": "", "text": "A cat rests from morning to evening."}
                """);
        file("queries.jsonl", """
                {"_id": "q1", "text": "which animal sleeps all day"}
                """);
        file("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\tc\t1\n");
        String yaml = file("e.yaml", """
                corpus: corpus.jsonl
                queries: queries.jsonl
                qrels: qrels.tsv
                metrics: [RR@10]
                systems:
                  bm25: {retrieve: bm25}
                  dense: {retrieve: dense, model: default, top: 2}
                """);

        Shell shell = Shell.run(
                "experiment", yaml, "--report", folder.resolve("report").toString(), "--json");

        assertThat(shell.code()).as(shell.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("report/dense.trec")))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("q1 Q0 c 1 ");
    }

    @Test
    void the_quick_start_keeps_what_is_corrected_apart_from_what_is_not() throws IOException {
        // two queries whose answer BM25 finds second, and two metrics of four that see it
        file("corpus.jsonl", """
                {"_id": "a", "title": "", "text": "tea tea tea price"}
                {"_id": "b", "title": "Tea", "text": "Tea is a drink made of leaves of a plant."}
                {"_id": "c", "title": "", "text": "Cats sleep all day."}
                """);
        file("queries.jsonl", """
                {"_id": "q1", "text": "what is tea"}
                {"_id": "q2", "text": "which animal sleeps all day"}
                """);
        Files.createDirectory(folder.resolve("qrels"));
        file("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\tb\t1\nq2\tc\t1\n");

        String told = Shell.run("quickstart", "--data", folder.toString()).out();
        JsonNode comparisons = Shell.run("quickstart", "--data", folder.toString(), "--json")
                .data()
                .get("comparisons");

        assertThat(told)
                .contains("95% interval [")
                .containsPattern("\\] and p [=<] [.0-9]+, both uncorrected")
                .containsPattern("Query by query \\d+ are better, \\d+ as they were, \\d+ worse")
                .containsPattern(
                        "Corrected by Holm over the 4 tests of this table: p [=<] [.0-9]+, not significant at 0.05")
                .contains("Test: Fisher randomisation")
                .contains("Interval: BCa bootstrap");
        assertThat(comparisons.size()).isEqualTo(4);
        assertThat(comparisons).allSatisfy(one -> {
            assertThat(one.get("interval").size()).isEqualTo(2);
            assertThat(one.get("corrected").asDouble())
                    .isGreaterThanOrEqualTo(one.get("p").asDouble());
            assertThat(one.get("correction").asString()).isEqualTo("Holm");
            assertThat(one.get("tests").asInt()).isEqualTo(4);
            assertThat(one.get("significant").asBoolean()).isFalse();
        });
    }

    @Test
    void an_experiment_with_an_unknown_key_is_bad_data_and_names_it() throws IOException {
        Shell shell = Shell.run(
                "experiment",
                file("e.yaml", "qrels: x\nsystemz: {}\n"),
                "--report",
                folder.resolve("r").toString());

        assertThat(shell.code()).isEqualTo(ExitCode.BAD_DATA.number);
        assertThat(shell.err()).contains("systemz");
    }

    @Test
    void surveys_methods_over_one_first_stage() throws IOException {
        Path output = folder.resolve("survey.md");
        Shell shell = Shell.run(
                "survey",
                "--data",
                MINI.toString(),
                "--model",
                "default",
                "--method",
                "bi-encoder",
                "--method",
                "mmr[lambda=0.7]",
                "--queries",
                "2",
                "--depth",
                "4",
                "--output",
                output.toString(),
                "--json");

        assertThat(shell.code()).isZero();
        assertThat(shell.data().get("rows").findValuesAsString("method"))
                .containsExactly("bi-encoder", "mmr[lambda=0.7]");
        assertThat(shell.data().at("/rows/0/calls").asInt()).isEqualTo(10);
        assertThat(Files.readString(output)).contains("| method | quality |").contains("| mmr[lambda=0.7] |");
    }

    @Test
    void lists_the_methods_with_their_costs() {
        JsonNode methods = Shell.run("methods", "--json").data().get("methods");

        assertThat(methods.findValuesAsString("name")).contains("cross-encoder", "bi-encoder");
        assertThat(methods.get(0).get("needs").get(0).asString()).isEqualTo("PairScoring");
        assertThat(methods.get(0).get("calls_for_100").asInt()).isEqualTo(100);
        assertThat(methods.findValuesAsString("status")).hasSameSizeAs(methods.findValuesAsString("name"));
    }

    @Test
    void the_doctor_finds_java_the_back_end_and_a_first_score() {
        Shell shell = Shell.run("doctor", "--json");

        assertThat(shell.code()).isZero();
        assertThat(shell.data().get("checks").findValuesAsString("name")).contains("java", "back ends", "first score");
        assertThat(shell.data().get("ok").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothere.trec", "qrels-missing/x"})
    void a_file_that_is_not_there_is_bad_data_and_named(String name) {
        Shell shell = Shell.run("eval", "--qrels", folder.resolve(name).toString(), "--run", "x");

        assertThat(shell.code()).isEqualTo(ExitCode.BAD_DATA.number);
        assertThat(shell.err()).contains(name);
    }

    @Test
    void a_folder_that_is_no_index_is_bad_data() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(Shell.run("search", "--index", empty.toString(), "--query", "tea")
                        .code())
                .isEqualTo(ExitCode.BAD_DATA.number);
    }

    @Test
    void an_unknown_command_metric_or_option_is_a_usage_error_with_a_suggestion() throws IOException {
        String qrels = file("qrels", "q1 0 b 1\n");
        String run = file("run", "q1 Q0 b 1 3 t\n");

        assertThat(Shell.run("evaluate").code()).isEqualTo(ExitCode.USAGE.number);
        assertThat(Shell.run().code()).isEqualTo(ExitCode.USAGE.number);
        Shell metric = Shell.run("eval", "--qrels", qrels, "--run", run, "--metrics", "nDGC@10");
        assertThat(metric.code()).isEqualTo(ExitCode.USAGE.number);
        assertThat(metric.err()).contains("nDCG");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
