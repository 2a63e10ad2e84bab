package dev.podium.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Qrels;
import dev.podium.Run;
import dev.podium.file.QrelsFile;
import dev.podium.file.TrecRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every value to the last printed digit, against the binary itself, over 1,280 random lists under each of 16 ways to count. */
class TrecEvalParityTest {

    private static final int FILES = 16;
    private static final int TOPICS = 80;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> every_digit_is_that_of_trec_eval() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (TrecEval trecEval : TrecEval.unpackedInto(folder)) {
            for (int seed = 0; seed < FILES; seed++) {
                Path qrels = folder.resolve(seed + ".qrels");
                Path run = folder.resolve(seed + ".run");
                write(new Random(seed), qrels, run);
                int number = seed;
                tests.add(DynamicTest.dynamicTest("seed " + seed, () -> compare(trecEval, number, qrels, run)));
            }
        }
        return tests.stream();
    }

    private static void compare(TrecEval trecEval, int seed, Path qrelsFile, Path runFile) throws Exception {
        Qrels qrels = QrelsFile.read(qrelsFile);
        Run run = TrecRun.read(runFile);
        for (int options = 0; options < 16; options++) {
            boolean complete = (options & 1) != 0;
            boolean judgedOnly = (options & 2) != 0;
            int depth = (options & 4) != 0 ? 7 : 0;
            int level = (options & 8) != 0 ? 2 : 1;
            List<String> arguments = new ArrayList<>(List.of("-q", "-m", "all_trec", "-l", "" + level));
            if (complete) {
                arguments.add("-c");
            }
            if (judgedOnly) {
                arguments.add("-J");
            }
            if (depth > 0) {
                arguments.addAll(List.of("-M", "" + depth));
            }
            TrecEvalReport report = TrecEvalReport.of(
                    run,
                    qrels,
                    TrecEvalMeasures.of(List.of("all_trec"), level, true),
                    new Evaluation.Options(complete, judgedOnly, depth, true));
            Map<String, String> ours = byKey(report.lines(true));
            List<String> theirs = trecEval.print(arguments, qrelsFile, runFile);
            List<String> differences = new ArrayList<>();
            for (Map.Entry<String, String> line : byKey(theirs).entrySet()) {
                String expected = line.getValue();
                String actual = ours.get(line.getKey());
                if (!expected.equals(actual)) {
                    differences.add(line.getKey() + ": trec_eval " + expected + ", here " + actual);
                }
            }
            assertThat(theirs).hasSizeGreaterThan(TOPICS * 50);
            assertThat(differences).as("seed %d, %s", seed, arguments).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> sets_and_a_known_collection_print_the_same_lines() throws IOException {
        Path qrels = folder.resolve("qrels");
        Path run = folder.resolve("run");
        write(new Random(99), qrels, run);
        return TrecEval.unpackedInto(folder).stream()
                .map(trecEval -> DynamicTest.dynamicTest("-m set, -N", () -> {
                    List<String> requests = List.of("set", "utility.2,-1,-0.5,0.25", "set_F.0.5", "P.3");
                    TrecEvalReport report = TrecEvalReport.of(
                            TrecRun.read(run),
                            QrelsFile.read(qrels),
                            TrecEvalMeasures.of(requests, 1, true, 5000),
                            new Evaluation.Options(false, false, 0, true));
                    List<String> arguments = new ArrayList<>(List.of("-q", "-N", "5000"));
                    requests.forEach(request -> arguments.addAll(List.of("-m", request)));
                    assertThat(report.lines(true)).containsExactlyElementsOf(trecEval.print(arguments, qrels, run));
                    arguments.add("-n");
                    assertThat(report.topics())
                            .isNotEmpty()
                            .containsExactlyElementsOf(trecEval.print(arguments, qrels, run));
                }));
    }

    private static Map<String, String> byKey(List<String> lines) {
        Map<String, String> byKey = new LinkedHashMap<>();
        for (String line : lines) {
            String[] columns = line.split("\t", -1);
            byKey.put(columns[0].strip() + " " + columns[1], columns[2]);
        }
        return byKey;
    }

    /** Few distinct scores make ties; some differ by less than 32 bits can tell. Some topics are only here or there. */
    private static void write(Random random, Path qrels, Path run) throws IOException {
        List<String> judgments = new ArrayList<>();
        List<String> retrieved = new ArrayList<>();
        for (int topic = 0; topic < TOPICS + 10; topic++) {
            int documents = 5 + random.nextInt(60);
            int highest = random.nextInt(5);
            double judged = 0.2 + 0.8 * random.nextDouble();
            boolean onlyRetrieved = topic >= TOPICS + 5;
            boolean onlyJudged = topic >= TOPICS && !onlyRetrieved;
            Set<Integer> graded = new HashSet<>();
            for (int document = 0; document < documents && !onlyRetrieved; document++) {
                if (random.nextDouble() < judged || document == 0) {
                    // the first document is never negative, and is retrieved: trec_eval reads freed memory where all
                    // grades are
                    // negative, and divides by nothing where -J leaves an empty list
                    int grade = document == 0 ? random.nextInt(highest + 1) : random.nextInt(highest + 3) - 2;
                    judgments.add("q" + topic + " 0 d" + document + " " + grade);
                    graded.add(document);
                }
            }
            int levels = 1 + random.nextInt(30);
            for (int document = 0; document < documents + 10 && !onlyJudged; document++) {
                if (random.nextInt(4) > 0 || document == 0) {
                    double score = document == 0
                            ? levels + 1
                            : random.nextInt(levels) - 3 + (random.nextInt(5) == 0 ? 1e-9 : 0);
                    retrieved.add("q" + topic + " Q0 d" + document + " 0 " + score + " tag");
                }
            }
        }
        java.util.Collections.shuffle(judgments, random);
        java.util.Collections.shuffle(retrieved, random);
        Files.write(qrels, judgments);
        Files.write(run, retrieved);
    }
}
