package dev.podium.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.file.QrelsFile;
import dev.podium.file.TrecRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The values that the tests of ir_measures and ranx expect, where they mean the same; where not, why. */
class OtherToolsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/trec-golden");

    /** Models of readers and of diversity that Podium does not have. */
    private static final Set<String> UNKNOWN =
            Set.of("BPM", "INSQ", "INST", "SDCG", "NERR8", "NERR9", "NERR10", "NERR11", "Compat", "ERR_IA");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> ir_measures_expects_the_same() throws IOException {
        return Files.readAllLines(GOLDEN.resolve("ir_measures/cases.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> List.of(line.split("\t")))
                .map(columns -> DynamicTest.dynamicTest(columns.get(1), () -> compare(columns)));
    }

    private void compare(List<String> columns) throws IOException {
        String measure = columns.get(1);
        if (UNKNOWN.contains(measure.replaceAll("[ (@].*", ""))) {
            assertThatThrownBy(() -> Metrics.parse(measure)).hasMessageContaining("There is no metric");
            return;
        }
        // its gdeval provider has exponential gain, which must be asked for by name here
        Metric metric = Metrics.parse(
                columns.getFirst().equals("test_nDCG") ? measure.replace("nDCG", "nDCG(dcg='exp-log2')") : measure);
        Evaluation evaluation = Evaluation.of(
                TrecRun.read(file(columns.get(3), "run")),
                QrelsFile.read(file(columns.get(2), "qrels")),
                List.of(metric),
                Evaluation.Options.USUAL);
        for (String expected : columns.subList(4, columns.size())) {
            String query = expected.substring(0, expected.indexOf('='));
            double actual = query.equals("all")
                    ? evaluation.of(metric)
                    : evaluation
                            .values()
                            .getOrDefault(query, List.of(Double.NaN))
                            .getFirst();
            assertThat(actual)
                    .as("%s of query %s", metric, query)
                    .isCloseTo(Double.parseDouble(expected.substring(expected.indexOf('=') + 1)), within(5.1e-5));
        }
    }

    /** A file of the folder, or its lines. */
    private Path file(String text, String name) throws IOException {
        return text.contains("|")
                ? Files.write(folder.resolve(name), List.of(text.split("\\|")))
                : GOLDEN.resolve("ir_measures").resolve(text + ".gz");
    }

    @TestFactory
    Stream<DynamicTest> ranx_expects_the_same() throws IOException {
        return Files.readAllLines(GOLDEN.resolve("ranx/metrics.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> List.of(line.split("\t")))
                .map(columns -> DynamicTest.dynamicTest(columns.getFirst(), () -> {
                    String name = columns.get(1).replaceFirst("^(n?dcg)_burges", "$1(dcg='exp-log2')");
                    Metric metric = Metrics.parse(name);
                    String[] judged = columns.get(3).split("\\|");
                    String[] retrieved = columns.get(4).split("\\|");
                    double[] values = new double[judged.length];
                    for (int i = 0; i < judged.length; i++) {
                        values[i] = metric.of(list(judged[i], retrieved[i]));
                    }
                    assertThat(metric.over(values)).isCloseTo(Double.parseDouble(columns.get(2)), within(1e-12));
                }));
    }

    private static Judged list(String judged, String retrieved) {
        // ranx's own test judges a document twice; the later grade stays
        Map<String, Integer> grades = Arrays.stream(judged.split(" "))
                .map(pair -> pair.split(":"))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Integer.valueOf(pair[1]), (_, later) -> later));
        int[] list = Arrays.stream(retrieved.split(" "))
                .mapToInt(id -> grades.getOrDefault(id, Judged.UNJUDGED))
                .toArray();
        return Judged.of(
                list, grades.values().stream().mapToInt(Integer::intValue).toArray());
    }
}
