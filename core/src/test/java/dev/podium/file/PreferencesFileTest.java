package dev.podium.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.metric.Preferences;
import dev.podium.metric.ZScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PreferencesFileTest {

    @TempDir
    Path folder;

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("file"), List.of(lines));
    }

    @Test
    void five_columns_hold_comparisons_and_four_hold_one_a_group() throws IOException {
        assertThat(PreferencesFile.read(
                        file("# readers", "q2 r1 c1 a 2.5", "q2 r1 c2 a 1", "q2 r1 c1 b -1", "q1 r2 c1 a 1")))
                .isEqualTo(new Preferences(new LinkedHashMap<>(Map.of(
                        "q1", List.of(new Preferences.Group("r2", List.of(Map.of("a", 1.0)))),
                        "q2",
                                List.of(new Preferences.Group(
                                        "r1", List.of(Map.of("a", 2.5, "b", -1.0), Map.of("a", 1.0))))))));
        assertThat(PreferencesFile.read(file("q 0 a 1", "q 1 b 0")))
                .isEqualTo(new Preferences(new LinkedHashMap<>(Map.of(
                        "q",
                        List.of(
                                new Preferences.Group("0", List.of(Map.of("a", 1.0))),
                                new Preferences.Group("1", List.of(Map.of("b", 0.0))))))));
    }

    @TestFactory
    Stream<DynamicTest> bad_line_of_preferences_is_told() {
        return Map.of(
                        "", "no preference",
                        "q r a", "five columns, or four",
                        "q r c a 1\nq r a 1", "five columns, or four",
                        "q r c a high", "not \"high\"",
                        "q r c a 1\nq r c a 2", "\"a\" stands twice",
                        "q r c a 1\nq r d a 0", "both at level 0")
                .entrySet()
                .stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getValue(), () -> {
                    Path file = file(entry.getKey());
                    assertThatThrownBy(() -> PreferencesFile.read(file))
                            .isInstanceOf(BadDataException.class)
                            .hasMessageStartingWith(file.toString())
                            .hasMessageContaining(entry.getValue());
                }));
    }

    @Test
    void references_are_read_by_query_and_measure() throws IOException {
        assertThat(ZScoresFile.read(file("301 map 0.1212 0.1545", "301 P_5 0.5 0")))
                .isEqualTo(new ZScores(Map.of(
                        "301",
                        Map.of(
                                "map", new ZScores.Reference(0.1212, 0.1545),
                                "P_5", new ZScores.Reference(0.5, 0)))));
    }

    @TestFactory
    Stream<DynamicTest> bad_line_of_references_is_told() {
        return Map.of(
                        "", "no reference",
                        "q map 1", "four columns",
                        "q map 1 -1", "not negative",
                        "q map x 1", "A mean (x)",
                        "q map 1 1\nq map 1 1", "\"map\" stands twice")
                .entrySet()
                .stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getValue(), () -> {
                    Path file = file(entry.getKey());
                    assertThatThrownBy(() -> ZScoresFile.read(file))
                            .isInstanceOf(BadDataException.class)
                            .hasMessageContaining(entry.getValue());
                }));
    }
}
