package dev.podium.file;

import static dev.podium.file.Scratch.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.podium.Qrels;
import dev.podium.Run;
import dev.podium.metric.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Real collections and runs, as far as they are at hand: their published counts, and both readers of runs side by side. */
class CollectionsTest {

    private static final Path DATA =
            Path.of(System.getProperty("podium.shared", "../../shared")).resolve("data");

    /** Documents, queries, and judged pairs by split, as the collections' own notes count them. */
    private record Counts(int documents, int queries, Map<String, Integer> pairs) {}

    private static final Map<String, Counts> KNOWN = Map.ofEntries(
            Map.entry("scifact", new Counts(5183, 1109, Map.of("test", 339, "train", 919))),
            Map.entry("scifact-mini", new Counts(846, 120, Map.of("test", 138))),
            Map.entry("trec-dl-2019-passage-candidates", new Counts(14581, 43, Map.of("test", 9260))),
            Map.entry("trec-dl-2022-passage-candidates", new Counts(16660, 76, Map.of())),
            Map.entry("noveleval-2306", new Counts(420, 21, Map.of("test", 420))),
            Map.entry("cranfield", new Counts(1400, 225, Map.of("test", 1837, "source-documents", 225))),
            Map.entry("cacm", new Counts(3204, 64, Map.of("test", 796))),
            Map.entry("cisi", new Counts(1460, 112, Map.of("test", 3114))),
            Map.entry("med", new Counts(1033, 30, Map.of("test", 696))),
            Map.entry("npl", new Counts(11429, 93, Map.of("test", 2083))),
            Map.entry("adi", new Counts(82, 35, Map.of("test", 170))),
            Map.entry("cosqa", new Counts(6267, 1000, Map.of("test", 500, "dev", 500))),
            Map.entry("liveqa-med", new Counts(446, 86, Map.of("test", 513))),
            Map.entry("pubmedqa-l", new Counts(1000, 1000, Map.of("test", 1000))),
            Map.entry("qed-nq-dev", new Counts(1343, 1355, Map.of("dev", 1355))),
            Map.entry("squad-sentences", new Counts(13447, 22447, Map.of("dev", 10570, "test", 11877))),
            Map.entry("swebench-lite-function-localisation", new Counts(19892, 51, Map.of("test", 60))),
            Map.entry("msmarco-dev-sample-RESEARCH-ONLY", new Counts(1743, 1743, Map.of("dev", 1743))),
            Map.entry("xquad/en", new Counts(240, 1190, Map.of())),
            Map.entry("xquad/th", new Counts(240, 1190, Map.of())));

    @TestFactory
    List<DynamicTest> collections_have_the_counts_their_notes_give() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(dynamicTest("bundled", () -> check(Path.of("../data/scifact-mini"), "scifact-mini")));
        for (String name : KNOWN.keySet().stream().sorted().toList()) {
            if (Files.isDirectory(DATA.resolve(name))) {
                tests.add(dynamicTest(name, () -> check(DATA.resolve(name), name)));
            }
        }
        return tests;
    }

    private static void check(Path folder, String name) {
        Counts counts = KNOWN.getOrDefault(name, new Counts(0, 0, Map.of()));
        BeirFolder beir = new BeirFolder(folder);
        int documents = 0;
        try (Corpus corpus = beir.corpus()) {
            for (var document : corpus) {
                documents += document.id().isEmpty() ? 0 : 1;
            }
        }
        assertThat(documents).isEqualTo(counts.documents());
        assertThat(beir.queries()).hasSize(counts.queries());
        counts.pairs().forEach((split, pairs) -> {
            assertThat(pairs(beir.qrels(split))).as(split).isEqualTo(pairs);
            assertThat(beir.queries(split)).isNotEmpty();
        });
    }

    private static long lines(Path file) throws IOException {
        try (var text = Lines.reader(file)) {
            return text.lines().filter(line -> !line.isBlank()).count();
        }
    }

    private static int pairs(Qrels qrels) {
        return qrels.grades().values().stream().mapToInt(Map::size).sum();
    }

    @TestFactory
    List<DynamicTest> every_other_file_of_queries_and_judgments_is_read() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(dynamicTest(
                "bundled",
                () -> assertThat(pairs(QrelsFile.read(Path.of("../data/scifact-mini/qrels/test.tsv"))))
                        .isEqualTo(138)));
        for (Path file : below(DATA, "/qrels/", "/queries/", "/queries.jsonl.gz")) {
            tests.add(dynamicTest(DATA.relativize(file).toString(), () -> {
                if (file.toString().contains("/qrels/")) {
                    assertThat(pairs(QrelsFile.read(file))).isPositive();
                } else {
                    assertThat((long) QueryFile.read(file).size()).isPositive().isEqualTo(lines(file));
                }
            }));
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> both_readers_of_runs_give_the_same_lists() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(dynamicTest(
                "shipped",
                () -> compare(
                        Path.of("src/test/resources/dev/podium/file/ties.run"),
                        new Qrels(new LinkedHashMap<>(Map.of("q1", Map.of("a", 1, "b", 0, "c", 2, "d", 0)))))));
        for (Path run : below(DATA, ".trec.gz")) {
            Path test = run.resolveSibling("../qrels/test.tsv").normalize();
            Path qrels = Files.exists(test) ? test : DATA.resolve("trec-dl-2019-passage-candidates/qrels/test.tsv");
            tests.add(dynamicTest(DATA.relativize(run).toString(), () -> compare(run, QrelsFile.read(qrels))));
        }
        return tests;
    }

    private static void compare(Path path, Qrels qrels) {
        Run run = TrecRun.read(path);
        JudgedRun judged = JudgedRun.read(path, qrels);

        assertThat(judged.tag()).isEqualTo(run.tag());
        assertThat(judged.lists().keySet())
                .containsExactlyElementsOf(run.rankings().keySet());
        run.rankings()
                .forEach((query, ranking) -> JudgedRunTest.same(
                        judged.lists().get(query), Judged.of(ranking, qrels.of(query)), path + " " + query));
    }

    /** trec_eval's official tests and edge cases: what it reads is read, what it refuses is refused. */
    @TestFactory
    List<DynamicTest> files_that_trec_eval_reads_are_read_and_those_it_refuses_are_refused() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(dynamicTest("shipped", () -> golden(Path.of("src/test/resources/dev/podium/file/bad-line.run"))));
        for (Path run : below(DATA, "/edge-cases/")) {
            if (run.toString().endsWith(".run")) {
                tests.add(dynamicTest(run.getFileName().toString(), () -> golden(run)));
            }
        }
        for (Path run : below(DATA, "/trec_eval/results")) {
            Path qrels = run.resolveSibling(
                    run.getFileName().toString().replace("results", "qrels").replace("trunc", "test"));
            tests.add(dynamicTest(run.getFileName().toString(), () -> compare(run, QrelsFile.read(qrels))));
        }
        return tests;
    }

    private static void golden(Path run) {
        Path qrels = run.resolveSibling(run.getFileName().toString().replace(".run", ".qrels"));
        switch (run.getFileName().toString()) {
            case "bad-line.run" ->
                refuses(() -> TrecRun.read(run)).withMessageContaining("line 1: A line of a run has six columns");
            case "duplicate-doc.run" ->
                refuses(() -> TrecRun.read(run)).withMessageContaining("Document \"a\" stands twice for query \"q1\"");
            case "duplicate-qrel.run" ->
                refuses(() -> QrelsFile.read(qrels))
                        .withMessageContaining("Document \"a\" is judged twice for query \"q1\"");
            default -> compare(run, QrelsFile.read(qrels));
        }
    }

    @Test
    void a_corpus_of_pictures_without_texts_is_told_so() throws IOException {
        for (Path corpus : below(DATA, "emoji-image-text/corpus.jsonl.gz")) {
            refuses(() -> CorpusTest.all(corpus)).withMessageContaining("A line needs \"text\" or \"contents\".");
        }
        assertThat(Path.of("../data/scifact-mini")).isDirectory();
    }

    private static List<Path> below(Path folder, String... parts) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(parts).anyMatch(file.toString()::contains))
                    .sorted()
                    .toList();
        }
    }
}
