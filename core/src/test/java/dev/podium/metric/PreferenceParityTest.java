package dev.podium.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Run;
import dev.podium.file.PreferencesFile;
import dev.podium.file.QrelsFile;
import dev.podium.file.TrecRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Preferences of several readers, and judgments of several, to the last printed digit against the binary. */
class PreferenceParityTest {

    private static final int FILES = 10;
    private static final int TOPICS = 60;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> every_digit_is_that_of_trec_eval() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (TrecEval trecEval : TrecEval.unpackedInto(folder)) {
            for (int seed = 0; seed < FILES; seed++) {
                Random random = new Random(seed);
                Path run = run(random, folder.resolve(seed + ".run"));
                Path prefs = prefs(random, folder.resolve(seed + ".prefs"));
                Path qrels = qrels(random, folder.resolve(seed + ".qrels"));
                tests.add(DynamicTest.dynamicTest("seed " + seed, () -> compare(trecEval, run, prefs, qrels)));
            }
        }
        return tests.stream();
    }

    private static void compare(TrecEval trecEval, Path runFile, Path prefs, Path qrels) throws Exception {
        Run run = TrecRun.read(runFile);
        for (int depth : new int[] {0, 9}) {
            Evaluation.Options options = new Evaluation.Options(false, false, depth, true);
            List<String> cut = depth == 0 ? List.of() : List.of("-M", "" + depth);
            for (Path file : List.of(prefs, qrels)) {
                assertThat(PreferenceEvaluation.of(run, PreferencesFile.read(file), options)
                                .lines(true))
                        .as("%s to depth %d", file.getFileName(), depth)
                        .containsExactlyElementsOf(trecEval.print(
                                arguments(cut, "all_prefs", file.equals(prefs) ? "prefs" : "qrels_prefs"),
                                file,
                                runFile));
            }
            assertThat(TrecEvalReport.overReaders(
                                    run,
                                    QrelsFile.readSubtopics(qrels),
                                    TrecEvalMeasures.of(List.of("qrels_jg"), 1, true),
                                    options)
                            .lines(true))
                    .as("readers to depth %d", depth)
                    .containsExactlyElementsOf(trecEval.print(arguments(cut, "qrels_jg", "qrels_jg"), qrels, runFile));
        }
    }

    private static List<String> arguments(List<String> cut, String measures, String format) {
        List<String> arguments = new ArrayList<>(List.of("-q", "-m", measures, "-R", format));
        arguments.addAll(cut);
        return arguments;
    }

    private static Path run(Random random, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int topic = 0; topic < TOPICS; topic++) {
            int levels = 1 + random.nextInt(20);
            for (int document = 0; document < 30; document++) {
                if (random.nextInt(3) > 0 || document == 0) {
                    lines.add("q" + topic + " Q0 d" + document + " 0 " + random.nextInt(levels) + " tag");
                }
            }
        }
        Collections.shuffle(lines, random);
        return Files.write(file, lines);
    }

    /** Each reader has an order of their own, of which each comparison shows some documents, so none contradicts itself. */
    private static Path prefs(Random random, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int topic = 0; topic < TOPICS; topic++) {
            int readers = 1 + random.nextInt(3);
            for (int reader = 0; reader < readers; reader++) {
                int[] order = random.ints(30, 0, 1 + random.nextInt(8)).toArray();
                int comparisons = 1 + random.nextInt(3);
                for (int comparison = 0; comparison < comparisons; comparison++) {
                    for (int document : sample(random)) {
                        lines.add("q%d r%d c%d d%d %d".formatted(topic, reader, comparison, document, order[document]));
                    }
                }
            }
        }
        Collections.shuffle(lines, random);
        return Files.write(file, lines);
    }

    private static Path qrels(Random random, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int topic = 0; topic < TOPICS; topic++) {
            int readers = 1 + random.nextInt(3);
            int grades = 1 + random.nextInt(4);
            for (int reader = 0; reader < readers; reader++) {
                for (int document : sample(random)) {
                    lines.add("q%d %d d%d %d".formatted(topic, reader, document, random.nextInt(grades)));
                }
            }
        }
        Collections.shuffle(lines, random);
        return Files.write(file, lines);
    }

    private static Set<Integer> sample(Random random) {
        Set<Integer> documents = new HashSet<>(Set.of(random.nextInt(30)));
        int wanted = random.nextInt(20);
        for (int i = 0; i < wanted; i++) {
            documents.add(random.nextInt(36)); // some are never retrieved
        }
        documents.removeIf(document -> document >= 30 && random.nextBoolean());
        documents.removeIf(document -> document >= 30);
        return documents;
    }
}
