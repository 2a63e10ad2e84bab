package dev.podium.file;

import static dev.podium.file.Scratch.file;
import static dev.podium.file.Scratch.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.podium.Given;
import dev.podium.Qrels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QrelsFileTest {

    @TempDir
    Path folder;

    @Test
    void reads_the_four_columns_of_trec_with_comments() throws IOException {
        Qrels qrels = QrelsFile.read(file(
                folder, "q", "# comment", "301 0 CR93E-10279 0", " 301\t1 CR93E-1 2 ", "", "302 0 a -1", "302 0 b +1"));

        assertThat(qrels.grades()).containsOnlyKeys("301", "302");
        assertThat(qrels.of("301")).isEqualTo(Map.of("CR93E-10279", 0, "CR93E-1", 2));
        assertThat(qrels.of("302")).isEqualTo(Map.of("a", -1, "b", 1));
    }

    @Test
    void reads_the_three_columns_of_beir_with_a_header_or_without() throws IOException {
        String[] lines = {"query-id\tcorpus-id\tscore", "1\ta b\t1", "1\tc\t2.0"};
        Map<String, Integer> expected = Map.of("a b", 1, "c", 2);

        assertThat(QrelsFile.read(file(folder, "h.tsv", lines)).of("1")).isEqualTo(expected);
        assertThat(QrelsFile.read(file(folder, "n.tsv", lines[1], lines[2])).of("1"))
                .isEqualTo(expected);
        assertThat(QrelsFile.read(file(folder, "b.tsv", "q d score", "1 c 2")).of("1"))
                .isEqualTo(Map.of("c", 2));
        assertThat(QrelsFile.read(file(folder, "crlf.tsv", lines[0] + "\r", lines[2] + "\r"))
                        .of("1"))
                .isEqualTo(Map.of("c", 2));
    }

    @Test
    void keeps_the_subtopics_of_diversity_judgments_where_asked() throws IOException {
        Path path = file(folder, "div", "1 1 a 1", "1 2 a 0", "1 2 b 1", "2 1 a 1");

        SequencedMap<String, Qrels> subtopics = QrelsFile.readSubtopics(path);

        assertThat(subtopics).containsOnlyKeys("1", "2");
        assertThat(subtopics.get("1").grades()).isEqualTo(Map.of("1", Map.of("a", 1), "2", Map.of("a", 1)));
        assertThat(subtopics.get("2").grades()).isEqualTo(Map.of("1", Map.of("a", 0, "b", 1)));
        refuses(() -> QrelsFile.read(path)).withMessageContaining("Document \"a\" is judged twice for query \"1\".");
    }

    @Test
    void writing_and_reading_gives_the_same_judgments() {
        Given.cases(200, random -> {
            SequencedMap<String, Map<String, Integer>> grades = new LinkedHashMap<>();
            for (int q = 0, n = 1 + random.nextInt(5); q < n; q++) {
                Map<String, Integer> judged = new LinkedHashMap<>();
                for (int d = 0, m = 1 + random.nextInt(20); d < m; d++) {
                    judged.put("d#" + random.nextInt(100), random.nextInt(9) - 3);
                }
                grades.put("\u00fc" + random.nextInt(1000), judged);
            }
            Path path = folder.resolve("q" + (random.nextBoolean() ? ".gz" : ""));

            QrelsFile.write(new Qrels(grades), path);

            assertThat(QrelsFile.read(path)).isEqualTo(new Qrels(grades));
        });
    }

    @Test
    void thousands_of_judgments_of_one_query_keep_their_order_and_a_second_one_is_found() throws IOException {
        String[] lines = new String[5001];
        for (int i = 0; i < 5000; i++) {
            lines[i] = (i % 2 == 0 ? "a" : "b") + " 0 d" + i * 7 % 5000 + " " + i % 4;
        }
        lines[5000] = "c 0 d 1";

        Qrels qrels = QrelsFile.read(file(folder, "q", lines));

        assertThat(qrels.grades().keySet()).containsExactly("a", "b", "c");
        assertThat(qrels.of("a").keySet())
                .hasSize(2500)
                .startsWith("d0", "d14", "d28")
                .endsWith("d4986");
        assertThat(qrels.of("b")).hasSize(2500).containsEntry("d7", 1).containsEntry("d21", 3);

        lines[5000] = "a 0 d14 1";
        bad("Document \"d14\" is judged twice for query \"a\".", 5001, lines);
    }

    @Test
    void refuses_to_write_ids_with_blanks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QrelsFile.write(
                        new Qrels(new LinkedHashMap<>(Map.of("1", Map.of("a b", 1)))), folder.resolve("q")))
                .withMessageContaining("The document id \"a b\" must be one word");
    }

    @Test
    void a_bad_line_is_told_with_file_line_law_and_advice() throws IOException {
        bad("Document \"a\" is judged twice for query \"q1\". Found: q1 0 a 0", 2, "q1 0 a 1", "q1 0 a 0");
        bad("A line of judgments has 4 columns here, this one has 5. Found: q1 0 a 1 junk", 1, "q1 0 a 1 junk");
        bad("has 3 columns here, this one has 4", 3, "query-id\tcorpus-id\tscore", "1\t2\t1", "1\t0\t2\t1");
        bad("A grade is a whole number from -1000000 to 1000000, not \"1.5\".", 1, "q1 0 a 1.5");
        bad("not \"a\"", 2, "q1 0 a 1", "q1 0 1 a");
        bad("An id must not be empty.", 1, "1\t\t1");
        Path latin = Files.write(folder.resolve("l"), "q 0 caf\u00e9 1\n".getBytes(StandardCharsets.ISO_8859_1));
        refuses(() -> QrelsFile.read(latin)).withMessageContaining("line 1: This line is not UTF-8.");
    }

    private void bad(String law, int line, String... lines) throws IOException {
        Path path = file(folder, "bad", lines);
        refuses(() -> QrelsFile.read(path))
                .withMessageStartingWith(path + ", line " + line + ": ")
                .withMessageContaining(law)
                .withMessageMatching("(?s).*\\n(Maybe|Write).*\\.");
    }

    @Test
    void a_file_without_judgments_is_an_error() throws IOException {
        Path empty = file(folder, "e", "");
        Path header = file(folder, "h", "query-id\tcorpus-id\tscore");
        Path cut = Scratch.truncated(folder, "c.gz", "q 0 a 1\n");

        refuses(() -> QrelsFile.read(empty)).withMessageContaining("The file holds no judgment.");
        refuses(() -> QrelsFile.read(header)).withMessageContaining("The file holds no judgment.");
        refuses(() -> QrelsFile.read(cut)).withMessageContaining("The gzip stream ends before its end.");
    }
}
