package dev.podium.file;

import static dev.podium.file.Scratch.file;
import static dev.podium.file.Scratch.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.podium.Given;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LetorTest {

    @TempDir
    Path folder;

    @Test
    void reads_labels_queries_sparse_features_and_info() throws IOException {
        List<Letor.Row> rows = Letor.read(file(
                folder, "l", "# header", "2 qid:10 1:0.5 46:1e-3 #docid = GX7 # more", "0 qid:10", "-1.5 qid:a 3:-2"));

        assertThat(rows)
                .containsExactly(
                        new Letor.Row(2, "10", features(1, 0.5, 46, 0.001), "docid = GX7 # more"),
                        new Letor.Row(0, "10", new TreeMap<>(), ""),
                        new Letor.Row(-1.5, "a", features(3, -2.0), ""));
    }

    private static TreeMap<Integer, Double> features(Object... pairs) {
        TreeMap<Integer, Double> features = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            features.put((Integer) pairs[i], (Double) pairs[i + 1]);
        }
        return features;
    }

    @Test
    void takes_queries_from_a_file_of_sizes() throws IOException {
        Path rows = file(folder, "rows", "1 1:1", "2 1:2", "3 1:3");

        assertThat(Letor.read(rows, file(folder, "sizes", "2", "0", "1")))
                .extracting(Letor.Row::queryId)
                .containsExactly("1", "1", "3"); // the second query has no row
        Path few = file(folder, "few", "2");
        Path many = file(folder, "many", "2", "2");
        Path word = file(folder, "word", "two");
        refuses(() -> Letor.read(rows, few)).withMessageContaining("The sizes sum up to 2, but there are more rows.");
        refuses(() -> Letor.read(rows, many))
                .withMessageContaining("The sizes sum up to more than the 3 rows of " + rows);
        refuses(() -> Letor.read(rows, word))
                .withMessageContaining(word + ", line 1: A size is a whole number of rows.");
    }

    @Test
    void writing_and_reading_gives_the_same_rows() {
        Given.cases(200, random -> {
            List<Letor.Row> rows = new ArrayList<>();
            for (int i = 0, n = 1 + random.nextInt(20); i < n; i++) {
                TreeMap<Integer, Double> features = new TreeMap<>();
                for (int f = random.nextInt(10); f > 0; f--) {
                    double value = random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
                    features.put(1 + random.nextInt(300), random.nextInt(4) == 0 ? (double) random.nextInt(5) : value);
                }
                rows.add(new Letor.Row(
                        random.nextInt(5), "q" + i / 3, features, random.nextBoolean() ? "" : "# doc " + i));
            }
            Path path = folder.resolve("l" + (random.nextBoolean() ? ".gz" : ""));

            Letor.write(rows, path);

            assertThat(Letor.read(path)).isEqualTo(rows);
        });
    }

    @Test
    void a_bad_line_is_told_with_file_line_law_and_advice() throws IOException {
        bad("A line of features begins with a label and qid:X. Found: 2 1:0.5", 1, "2 1:0.5");
        bad("A feature is number:value, not \"1:x\".", 2, "1 qid:1 1:1", "1 qid:1 1:x");
        bad("A feature is number:value, not \"0.5\".", 1, "1 qid:1 0.5");
        bad("A feature is number:value, not \"2:NaN\".", 1, "1 qid:1 2:NaN");
        bad("The features of a line rise from 1, \"0:1\" does not.", 1, "1 qid:1 0:1");
        bad("The features of a line rise from 1, \"2:1\" does not.", 1, "1 qid:1 2:1 2:1");
        bad("A label is a number, not \"good\".", 1, "good qid:1 1:1");
        Path empty = file(folder, "e", "# nothing");
        refuses(() -> Letor.read(empty)).withMessageContaining("The file holds no line of features.");
    }

    private void bad(String law, int line, String... lines) throws IOException {
        Path path = file(folder, "bad", lines);
        refuses(() -> Letor.read(path))
                .withMessageStartingWith(path + ", line " + line + ": ")
                .withMessageContaining(law)
                .withMessageMatching("(?s).*\\n(Maybe|Write).*\\.");
    }

    @Test
    void a_row_refuses_what_its_line_cannot_hold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Letor.Row(1, "q", features(0, 1.0), ""))
                .withMessageContaining("The first feature (0) must be at least 1.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Letor.Row(1, "q", new TreeMap<>(), "a\nb"))
                .withMessageContaining("must be one line");
    }
}
