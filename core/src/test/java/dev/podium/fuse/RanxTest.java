package dev.podium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Ranking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the unit tests of ranx expect of its fusions and normalisations: every case, to the last bits. */
class RanxTest {

    private static final Path CASES = Path.of("src/test/resources/trec-golden/ranx/fusion.tsv");

    @TestFactory
    Stream<DynamicTest> ranx_expects_the_same() throws IOException {
        return Files.readAllLines(CASES).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(columns -> DynamicTest.dynamicTest(columns[1] + " " + columns[2], () -> compare(columns)));
    }

    private static void compare(String[] columns) {
        List<Ranking> lists = Arrays.stream(columns[3].split("\\|", -1))
                .map(list -> Lists.of(columns[2], list))
                .toList();
        Ranking actual = columns[1].startsWith("norm ")
                ? Fusions.norm(columns[1].substring(5)).normalise(lists).getLast()
                : Fusions.parse(columns[1]).fuse(lists);
        Map<String, Double> expected = Arrays.stream(columns[4].split(" "))
                .filter(pair -> !pair.isEmpty())
                .collect(Collectors.toMap(pair -> pair.split("=")[0], pair -> Double.valueOf(pair.split("=")[1])));

        assertThat(actual.ids()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((id, score) -> assertThat(Lists.score(actual, id)).isCloseTo(score, within(1e-15)));
    }
}
