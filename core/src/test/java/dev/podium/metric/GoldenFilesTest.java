package dev.podium.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Qrels;
import dev.podium.Run;
import dev.podium.file.BadDataException;
import dev.podium.file.PreferencesFile;
import dev.podium.file.QrelsFile;
import dev.podium.file.TrecRun;
import dev.podium.file.ZScoresFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What trec_eval 10.0-rc3 printed, line by line. */
class GoldenFilesTest {

    private static final Path SHIPPED = Path.of("src/test/resources/trec-golden");
    private static final Path SHARED = Path.of(System.getProperty("podium.shared", "../../shared"), "data");

    /** A command of the official test suite. */
    private record Command(
            String expected,
            String qrels,
            String run,
            boolean perTopic,
            boolean complete,
            int depth,
            int level,
            List<String> measures) {}

    private static final List<String> ALL = List.of("all_trec");
    private static final List<String> OFFICIAL = List.of("official");

    private static final List<Command> COMMANDS = List.of(
            new Command("out.test", "qrels.test", "results.test", false, false, 0, 1, OFFICIAL),
            new Command("out.test", "qrels.test.with-comments", "results.test", false, false, 0, 1, OFFICIAL),
            new Command("out.comment.test", "qrels.comment.test", "results.comment.test", false, false, 0, 1, OFFICIAL),
            new Command("out.test.a", "qrels.test", "results.test", false, false, 0, 1, ALL),
            new Command("out.test.aq", "qrels.test", "results.test", true, false, 0, 1, ALL),
            new Command("out.test.aqc", "qrels.test", "results.trunc", true, true, 0, 1, ALL),
            new Command("out.test.aqcM", "qrels.test", "results.trunc", true, true, 100, 1, ALL),
            new Command(
                    "out.test.aql",
                    "qrels.rel_level",
                    "results.test",
                    true,
                    false,
                    0,
                    2,
                    List.of("all_trec", "relstring.20")));

    @TestFactory
    Stream<DynamicTest> official_test_suite_prints_the_same_lines() {
        return COMMANDS.stream()
                .filter(command -> Files.exists(suite(command.run())))
                .map(command -> DynamicTest.dynamicTest(command.expected() + " of " + command.qrels(), () -> {
                    TrecEvalReport report = TrecEvalReport.of(
                            TrecRun.read(suite(command.run())),
                            QrelsFile.read(suite(command.qrels())),
                            TrecEvalMeasures.of(command.measures(), command.level(), false),
                            new Evaluation.Options(command.complete(), false, command.depth(), false));
                    assertThat(report.lines(command.perTopic()))
                            .containsExactlyElementsOf(lines(suite(command.expected())));
                }));
    }

    @TestFactory
    Stream<DynamicTest> preferences_print_the_same_lines() {
        return Stream.of(
                        List.of("prefs.test", "prefs.results.test", "out.test.prefs"),
                        List.of("prefs.comment.test", "prefs.results.test", "out.test.prefs"),
                        List.of("qrels.test", "results.test", "out.test.qrels_prefs"))
                .map(files -> DynamicTest.dynamicTest(files.getFirst(), () -> {
                    PreferenceEvaluation evaluation = PreferenceEvaluation.of(
                            TrecRun.read(suite(files.get(1))),
                            PreferencesFile.read(suite(files.getFirst())),
                            Evaluation.Options.USUAL);
                    assertThat(evaluation.lines(true)).containsExactlyElementsOf(lines(suite(files.getLast())));
                }));
    }

    @TestFactory
    Stream<DynamicTest> several_readers_print_the_same_lines() {
        return Stream.of("qrels.123", "qrels.comments.123")
                .map(qrels -> DynamicTest.dynamicTest(qrels, () -> {
                    TrecEvalReport report = TrecEvalReport.overReaders(
                            TrecRun.read(suite("results.test")),
                            QrelsFile.readSubtopics(suite(qrels)),
                            TrecEvalMeasures.of(List.of("qrels_jg"), 1, false),
                            Evaluation.Options.USUAL);
                    assertThat(report.lines(true)).containsExactlyElementsOf(lines(suite("out.test.qrels_jg")));
                }));
    }

    @Test
    void deviations_from_other_systems_print_the_same_lines() {
        TrecEvalReport report = TrecEvalReport.of(
                TrecRun.read(suite("results.test")),
                QrelsFile.read(suite("qrels.test")),
                TrecEvalMeasures.of(ALL, 1, false),
                Evaluation.Options.USUAL);
        ZScores references = ZScoresFile.read(suite("zscores_file"));
        List<String> expected = lines(suite("out.test.aqZ"));
        assertThat(report.lines(true, references)).containsExactlyElementsOf(expected);
        assertThat(report.lines(false, references))
                .containsExactlyElementsOf(expected.stream()
                        .filter(line -> line.contains("\tall\t"))
                        .toList());
    }

    /**
     * The list of cases names out.test for it as well, but those judgments are of other topics: no value can come of it.
     */
    @Test
    void last_case_of_the_list_has_no_topic_in_common() {
        TrecEvalReport report = TrecEvalReport.of(
                TrecRun.read(suite("results.test")),
                QrelsFile.read(suite("qrels.comment.test")),
                TrecEvalMeasures.of(OFFICIAL, 1, false),
                Evaluation.Options.USUAL);
        assertThat(report.evaluation().values()).isEmpty();
        assertThat(report.evaluation().notJudged()).containsExactlyInAnyOrder("301", "302", "303");
        assertThat(report.evaluation().notInRun()).hasSize(31);
    }

    /** One file is too large to ship. */
    private static Path suite(String name) {
        Path shipped = SHIPPED.resolve("trec_eval").resolve(name + ".gz");
        return Files.exists(shipped)
                ? shipped
                : SHARED.resolve("trec-golden/trec_eval").resolve(name + ".gz");
    }

    private record Edge(String name, String suffix, boolean complete, boolean judgedOnly, int level) {}

    private static final List<Edge> EDGES = List.of(
            new Edge("ties", "", false, false, 1),
            new Edge("ties-mixed-ids", "", false, false, 1),
            new Edge("rank-column-ignored", "", false, false, 1),
            new Edge("close-scores", "", false, false, 1),
            new Edge("number-forms", "", false, false, 1),
            new Edge("unjudged", "", false, false, 1),
            new Edge("unjudged", "_J", false, true, 1),
            new Edge("missing-topics", "_c", true, false, 1),
            new Edge("no-relevant", "", false, false, 1),
            new Edge("no-relevant", "_c", true, false, 1),
            new Edge("graded", "", false, false, 1),
            new Edge("graded", "_l2", false, false, 2),
            new Edge("graded", "_l3", false, false, 3),
            new Edge("negative-grade", "", false, false, 1),
            new Edge("shorter-than-cutoff", "", false, false, 1),
            new Edge("topic-order", "", false, false, 1));

    @TestFactory
    Stream<DynamicTest> edge_cases_print_the_same_lines() {
        return EDGES.stream()
                .map(edge -> DynamicTest.dynamicTest(edge.name() + edge.suffix(), () -> {
                    TrecEvalReport report = TrecEvalReport.of(
                            TrecRun.read(edge(edge.name() + ".run")),
                            QrelsFile.read(edge(edge.name() + ".qrels")),
                            TrecEvalMeasures.of(ALL, edge.level(), false),
                            new Evaluation.Options(edge.complete(), edge.judgedOnly(), 0, false));
                    assertThat(report.lines(true))
                            .containsExactlyElementsOf(lines(edge(edge.name() + edge.suffix() + ".expected")));
                }));
    }

    private static Path edge(String name) {
        return SHIPPED.resolve("edge-cases").resolve(name);
    }

    @Test
    void no_output_of_trec_eval_in_the_shared_data_is_left_out() throws IOException {
        Set<String> tested = new TreeSet<>(Set.of(
                "out.test.prefs.gz",
                "out.test.qrels_prefs.gz",
                "out.test.qrels_jg.gz",
                "out.test.aqZ.gz",
                "out.test.meas_params.gz",
                "missing-topics.expected",
                "duplicate-doc.expected",
                "duplicate-qrel.expected",
                "bad-line.expected"));
        COMMANDS.forEach(command -> tested.add(command.expected() + ".gz"));
        EDGES.forEach(edge -> tested.add(edge.name() + edge.suffix() + ".expected"));

        for (String folder : List.of("trec_eval", "edge-cases")) {
            Path there = SHARED.resolve("trec-golden").resolve(folder);
            if (Files.isDirectory(there)) {
                try (Stream<Path> files = Files.list(there)) {
                    assertThat(files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.startsWith("out.") || name.endsWith(".expected")))
                            .isSubsetOf(tested);
                }
            }
        }
    }

    @Test
    void topics_that_the_run_lacks_are_left_out_and_told_where_trec_eval_10_gives_up() {
        TrecEvalReport report = TrecEvalReport.of(
                TrecRun.read(edge("missing-topics.run")),
                QrelsFile.read(edge("missing-topics.qrels")),
                TrecEvalMeasures.of(ALL, 1, false),
                Evaluation.Options.USUAL);
        List<String> printed = lines(edge("missing-topics.expected"));
        assertThat(report.lines(true)).startsWith(printed.toArray(String[]::new));
        assertThat(report.evaluation().notInRun()).containsExactly("q2", "q3");
        assertThat(report.evaluation().notJudged()).containsExactly("q4");
    }

    @Test
    void files_that_trec_eval_refuses_are_refused() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> TrecRun.read(edge("duplicate-doc.run")))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("\"a\" stands twice");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> TrecRun.read(edge("bad-line.run")))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("six columns");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> QrelsFile.read(edge("duplicate-qrel.qrels")))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("judged twice");
    }

    @Test
    void parameters_of_measures_read_as_behind_trec_evals_m() {
        TrecEvalMeasures measures = TrecEvalMeasures.of(
                List.of(
                        "iprec_at_recall..10,.20,.25,.75,.50",
                        "P.5,7,3",
                        "recall.20,2000",
                        "Rprec_mult.5.0,0.2,0.35",
                        "utility.2,-1,0,0",
                        "11pt_avg..25,.5,.75",
                        "ndcg.1=3,2=9,4=4.5",
                        "ndcg_cut.10,20,23.4",
                        "success.2,5,20"),
                1,
                false);
        TrecEvalReport report = TrecEvalReport.of(
                TrecRun.read(suite("results.test")),
                QrelsFile.read(suite("qrels.test")),
                measures,
                Evaluation.Options.USUAL);
        assertThat(report.lines(true)).containsExactlyElementsOf(lines(suite("out.test.meas_params")));
    }

    @TestFactory
    Stream<DynamicTest> deep_learning_runs_have_the_recorded_values() throws IOException {
        Path data = SHARED.resolve("trec-dl-2019-passage-candidates");
        if (!Files.isDirectory(data)) {
            return Stream.empty();
        }
        Qrels qrels = QrelsFile.read(data.resolve("qrels/test.tsv"));
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> goldens = Files.list(SHARED.resolve("trec-golden/dl-runs"))) {
            for (Path golden : goldens.sorted().toList()) {
                String name =
                        golden.getFileName().toString().replace("dl2019.", "").replace(".out.gz", "");
                boolean second = name.endsWith("_l2");
                Path file = data.resolve("runs/" + name.replace("_l2", "") + ".trec.gz");
                tests.add(DynamicTest.dynamicTest(name, () -> {
                    Run run = TrecRun.read(file);
                    TrecEvalReport report = TrecEvalReport.of(
                            run,
                            qrels,
                            TrecEvalMeasures.of(ALL, second ? 2 : 1, false),
                            new Evaluation.Options(true, false, 0, false));
                    assertThat(Set.copyOf(report.lines(true))).containsAll(lines(golden));
                }));
            }
        }
        return tests.stream();
    }

    private static List<String> lines(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
