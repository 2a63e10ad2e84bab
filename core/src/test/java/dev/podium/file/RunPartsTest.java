package dev.podium.file;

import static dev.podium.file.Scratch.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Given;
import dev.podium.Qrels;
import dev.podium.file.JudgedRun.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPartsTest {

    private static final Qrels NONE = new Qrels(new LinkedHashMap<>());

    @TempDir
    Path folder;

    @Test
    void gives_what_reading_from_the_start_gives() {
        int[] inParts = {0};
        Given.cases(300, random -> {
            List<String> lines = lines(random);
            if (random.nextInt(6) == 0) {
                Collections.shuffle(lines, random);
            }
            Path path = write(lines, random);
            Qrels qrels = qrels(random);
            Precision precision = random.nextBoolean() ? Precision.DOUBLE : Precision.SINGLE;

            JudgedRun expected = JudgedRun.fromStart(path, qrels, precision);
            JudgedRun parts = RunParts.read(path, qrels, precision, 1 + random.nextInt(400));

            if (parts != null) {
                inParts[0]++;
                same(parts, expected);
            }
            same(JudgedRun.read(path, qrels, precision, 1 + random.nextInt(400)), expected);
        });
        assertThat(inParts[0]).as("files read in parts").isBetween(150, 285);
    }

    @Test
    void refuses_a_bad_line_in_the_words_and_with_the_number_that_reading_from_the_start_has() {
        Given.cases(300, random -> {
            List<String> lines = lines(random);
            for (int bad = 1 + random.nextInt(2); bad > 0; bad--) {
                lines.add(random.nextInt(lines.size() + 1), bad(lines, random));
            }
            Path path = write(lines, random);

            assertThatThrownBy(() -> JudgedRun.read(path, NONE, Precision.DOUBLE, 1 + random.nextInt(400)))
                    .isInstanceOf(BadDataException.class)
                    .hasMessage(message(path));
        });
    }

    private static String message(Path path) {
        try {
            throw new AssertionError("read: " + JudgedRun.fromStart(path, NONE, Precision.DOUBLE));
        } catch (BadDataException e) {
            return e.getMessage();
        }
    }

    private static String bad(List<String> lines, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "q1 Q0 a 1 3";
            case 1 -> "q1 Q0 a 1 NaN t";
            case 2 -> "q2 Q0 \u00ff 1 1 t"; // written as the one byte that is no UTF-8
            case 3 -> "q2 Q0 b 1 1 \u00ff";
            default -> twice(lines.get(random.nextInt(lines.size())));
        };
    }

    private static String twice(String line) {
        return line.isBlank() || line.startsWith("#") ? "one" : line;
    }

    /** Of some queries: ties, rising scores, several blanks, comments, lines of nothing. */
    private static List<String> lines(Random random) {
        List<String> lines = new ArrayList<>();
        for (int q = 0, queries = 2 + random.nextInt(12); q < queries; q++) {
            for (int d = 0, n = 1 + random.nextInt(30); d < n; d++) {
                lines.add("q%d%s0 d%d_%d %d %s tag%d%s"
                        .formatted(
                                q,
                                random.nextInt(9) == 0 ? " \t" : " ",
                                random.nextInt(10),
                                d,
                                d,
                                random.nextInt(3) == 0 ? "0.1000000000000000" + random.nextInt(9) : n - d / 3,
                                random.nextInt(5),
                                random.nextInt(9) == 0 ? " and more" : ""));
                if (random.nextInt(20) == 0) {
                    lines.add(List.of("", "  ", "# said between", "#").get(random.nextInt(4)));
                }
            }
        }
        return lines;
    }

    private Path write(List<String> lines, Random random) throws IOException {
        String end = random.nextInt(3) == 0 ? "\r\n" : "\n";
        String text = (random.nextInt(9) == 0 ? "\u00ef\u00bb\u00bf" : "") + String.join(end, lines);
        return Files.write(
                folder.resolve("r"),
                (text + (random.nextBoolean() ? end : "")).getBytes(StandardCharsets.ISO_8859_1)); // byte for byte
    }

    private static Qrels qrels(Random random) {
        SequencedMap<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        for (int q = 0; q < 10; q++) {
            for (int d = 0; d < 30; d++) {
                grades.computeIfAbsent("q" + q, _ -> new LinkedHashMap<>())
                        .put("d" + random.nextInt(10) + "_" + d, random.nextInt(4) - 1);
            }
        }
        return new Qrels(grades);
    }

    private static void same(JudgedRun actual, JudgedRun expected) {
        assertThat(actual.tag()).isEqualTo(expected.tag());
        assertThat(actual.lists().keySet())
                .containsExactlyElementsOf(expected.lists().keySet());
        actual.lists()
                .forEach((query, list) ->
                        JudgedRunTest.same(list, expected.lists().get(query), query));
    }

    @Test
    void a_file_of_some_millions_of_bytes_is_read_in_parts_and_a_bad_line_at_its_end_has_its_number()
            throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            text.append("q%d Q0 document%d %d %d tag%n".formatted(i / 1000, i, i % 1000 + 1, 1000 - i % 1000));
        }
        Path path = Files.writeString(folder.resolve("r"), text);

        JudgedRun parts = RunParts.read(path, NONE, Precision.DOUBLE, RunParts.LEAST);

        assertThat(parts).isNotNull();
        same(parts, JudgedRun.fromStart(path, NONE, Precision.DOUBLE));

        Files.writeString(path, text + "q0 Q0 document0 1 1 tag\n");

        refuses(() -> JudgedRun.read(path, NONE))
                .withMessageContaining("line 200001: Document \"document0\" stands twice");
    }

    @Test
    void lines_longer_than_a_part_or_the_buffer_are_read() throws IOException {
        String text = "q1 0 a 1 2 t\nq2 0 a 1 2 t %s\nq3 0 b 1 2 t\nq4 0 c 1 2 u".formatted("x ".repeat(400_000));
        Path path = Files.writeString(folder.resolve("r"), text);

        for (long least : new long[] {1, 100, 300_000}) {
            same(
                    JudgedRun.read(path, NONE, Precision.DOUBLE, least),
                    JudgedRun.fromStart(path, NONE, Precision.DOUBLE));
        }
    }

    @Test
    void leaves_gzip_and_a_query_alone_to_who_reads_from_the_start() throws IOException {
        String text = "q Q0 d 1 1 t\n".repeat(100);
        Path one = Files.writeString(folder.resolve("one"), text);
        Path zipped = Files.write(folder.resolve("zipped"), Scratch.gzip(text + "p Q0 a 1 1 t\n"));

        assertThat(RunParts.read(zipped, NONE, Precision.DOUBLE, 1)).isNull();
        refuses(() -> JudgedRun.read(one, NONE, Precision.DOUBLE, 1)).withMessageContaining("line 2: Document");
    }
}
