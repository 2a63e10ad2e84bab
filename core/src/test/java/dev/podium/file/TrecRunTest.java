package dev.podium.file;

import static dev.podium.file.Scratch.file;
import static dev.podium.file.Scratch.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.podium.Candidate;
import dev.podium.Given;
import dev.podium.Hit;
import dev.podium.Qrels;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.Scale;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrecRunTest {

    @TempDir
    Path folder;

    @Test
    void sorts_by_score_and_ignores_the_rank_column() throws IOException {
        Run run = TrecRun.read(file(folder, "a.run", "q1 Q0 b 1 0.5 t", "q1 Q0 a 2 0.9 t"));

        assertThat(run.rankings().get("q1").ids()).containsExactly("a", "b");
        assertThat(run.rankings().get("q1").scores()).containsExactly(0.9, 0.5);
    }

    @Test
    void equal_scores_keep_the_order_of_the_file() throws IOException {
        Run run = TrecRun.read(file(folder, "a.run", "q Q0 b 1 1 t", "q Q0 c 2 1 t", "q Q0 a 3 1 t"));

        assertThat(run.rankings().get("q").ids()).containsExactly("b", "c", "a");
    }

    @Test
    void splits_at_any_white_space_and_leaves_out_comments_blank_lines_and_further_columns() throws IOException {
        Path path = file(
                folder,
                "a.run",
                "\uFEFF# made by hand",
                "",
                "301\tQ0\tFR#1\t104\t  2.129133\tSTANDARD more junk at",
                "   # another",
                "  301 \u000b Q0 d\u00e9j\u00e0 1 1e-3\tlast\r",
                "   ");
        Run run = TrecRun.read(path);

        assertThat(run.tag()).isEqualTo("last");
        assertThat(run.rankings().get("301").ids()).containsExactly("FR#1", "d\u00e9j\u00e0");
    }

    @Test
    void queries_come_in_the_order_of_the_file_even_when_their_lines_are_scattered() throws IOException {
        Run run = TrecRun.read(file(folder, "a.run", "9 Q0 a 1 1 t", "10 Q0 a 1 3 t", "9 Q0 b 1 2 t"));

        assertThat(run.rankings().keySet()).containsExactly("9", "10");
        assertThat(run.rankings().get("9").ids()).containsExactly("b", "a");
    }

    @Test
    void writing_and_reading_gives_the_same_run() {
        Given.cases(200, random -> {
            Run run = run(random, random.nextInt(4) + 1);
            Path path = folder.resolve(random.nextBoolean() ? "r.trec" : "deep/er/r.trec.gz");
            TrecRun.write(run, path);

            Run back = TrecRun.read(path);

            assertThat(back.tag()).isEqualTo(run.tag());
            assertThat(back.rankings().keySet())
                    .containsExactlyElementsOf(run.rankings().keySet());
            run.rankings().forEach((query, ranking) -> {
                assertThat(back.rankings().get(query).ids()).isEqualTo(ranking.ids());
                assertThat(back.rankings().get(query).scores()).isEqualTo(ranking.scores());
            });
        });
    }

    /** Scores with ties, near-ties of one unit in the last place, and every magnitude. */
    static Run run(Random random, int queries) {
        List<Ranking> rankings = new ArrayList<>();
        for (int q = 0; q < queries; q++) {
            List<Hit> hits = new ArrayList<>();
            double score = random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15);
            for (int i = 0, n = 1 + random.nextInt(40); i < n; i++) {
                hits.add(new Hit(Candidate.named("d\u00fc" + random.nextInt(1000) + "_" + i), score));
                score = switch (random.nextInt(3)) {
                    case 0 -> score;
                    case 1 -> Math.nextDown(score);
                    default -> score - random.nextDouble();
                };
            }
            rankings.add(new Ranking(new Query("q" + q, Candidate.named("").content()), hits, Scale.REAL));
        }
        return Run.of("tag" + random.nextInt(10), rankings);
    }

    @Test
    void an_order_without_scores_is_written_so_that_no_tie_can_change_it() throws IOException {
        Ranking order = Ranking.inOrder(Query.of("q", ""), List.of(Candidate.named("a"), Candidate.named("b")));
        List<Hit> equal = order.candidates().stream().map(c -> new Hit(c, 0)).toList();
        Path path = folder.resolve("r.trec");

        TrecRun.write(Run.of("t", List.of(new Ranking(order.query(), equal, Scale.ORDINAL))), path);

        assertThat(path).hasContent("q Q0 a 1 2 t\nq Q0 b 2 1 t");
    }

    @Test
    void refuses_to_write_what_the_format_cannot_carry() {
        Path path = folder.resolve("r.trec");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrecRun.write(one("two words", "d", 1), path))
                .withMessage(
                        "The query id \"two words\" must be one word: white space separates the columns.\nMaybe replace blanks by underscores.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrecRun.write(one("#1", "d", 1), path))
                .withMessageContaining("must not begin with #");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrecRun.write(one("q", "", 1), path))
                .withMessageContaining("The document id \"\" must be one word");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrecRun.write(one("q", "d", Double.POSITIVE_INFINITY), path))
                .withMessageContaining("The score Infinity of candidate \"d\" of query \"q\" is infinite");
    }

    private static Run one(String query, String document, double score) {
        return Run.of(
                "t",
                List.of(new Ranking(
                        Query.of(query, ""), List.of(new Hit(Candidate.named(document), score)), Scale.REAL)));
    }

    @Test
    void a_bad_line_is_told_with_file_line_law_and_advice_by_both_readers() throws IOException {
        bad("A line of a run has six columns, this one has 5. Found: q1 Q0 a 1 3", 2, "q1 Q0 b 1 3 t", "q1 Q0 a 1 3");
        bad("A line of a run has six columns, this one has 5. Found: q1 Q0 a 1 3", 1, "q1 Q0 a 1 3  ");
        bad("Document \"a\" stands twice for query \"q1\". Found: q1 Q0 a 2 2 t", 2, "q1 Q0 a 1 3 t", "q1 Q0 a 2 2 t");
        bad("Document \"a\" stands twice", 3, "q1 Q0 a 1 3 t", "q2 Q0 a 1 3 t", "q1 Q0 a 2 2 t");
        bad("a finite decimal number, not \"NaN\". Found: q Q0 a 1 NaN t", 3, "# c", "", "q Q0 a 1 NaN t");
        bad("a finite decimal number, not \"-inf\".", 1, "q Q0 a 1 -inf t");
        bad("a finite decimal number, not \"1e999\".", 1, "q Q0 a 1 1e999 t");
        bad("a finite decimal number, not \"tag\".", 1, "q Q0 a 1 tag 0.5");
    }

    private void bad(String law, int line, String... lines) throws IOException {
        Path path = file(folder, "bad.run", lines);
        for (boolean fast : List.of(true, false)) {
            refuses(() -> read(path, fast))
                    .withMessageStartingWith(path + ", line " + line + ": ")
                    .withMessageContaining(law)
                    .withMessageMatching("(?s).*\\n(Maybe|Write).*\\.")
                    .satisfies(e -> assertThat(e.line()).isEqualTo(line));
        }
    }

    private static Object read(Path path, boolean fast) {
        return fast ? JudgedRun.read(path, new Qrels(new LinkedHashMap<>())) : TrecRun.read(path);
    }

    @Test
    void a_file_that_cannot_be_read_at_all_is_told_by_both_readers() throws IOException {
        Path empty = file(folder, "empty.run", "# nothing", "");
        Path latin = Files.write(
                folder.resolve("latin.run"), "q Q0 caf\u00e9 1 1 t\n".getBytes(StandardCharsets.ISO_8859_1));
        Path cut = Scratch.truncated(folder, "cut.gz", "q Q0 a 1 1 t\nq Q0 b 1 1 t\n".repeat(3));
        Path damaged = folder.resolve("damaged");
        byte[] bytes = Scratch.gzip("q Q0 a 1 1 t\n");
        bytes[bytes.length - 6] ^= 1; // within the check sum
        Files.write(damaged, bytes);
        for (boolean fast : List.of(true, false)) {
            refuses(() -> read(empty, fast))
                    .withMessage(empty + ": The file holds no line of a run.\nMaybe the command that wrote it failed.");
            refuses(() -> read(latin, fast)).withMessageContaining("line 1: This line is not UTF-8.");
            refuses(() -> read(cut, fast)).withMessageContaining("The gzip stream ends before its end.");
            refuses(() -> read(damaged, fast)).withMessageContaining("The gzip stream is damaged.");
            refuses(() -> read(folder, fast)).withMessageContaining("This is a folder and not a file.");
            refuses(() -> read(folder.resolve("none"), fast)).withMessageContaining("There is no such file or folder.");
        }
    }

    @Test
    void the_columns_of_every_line_are_utf8_and_what_follows_them_need_not_be() throws IOException {
        String lines = "q Q0 a 1 2 t caf\u00e9\nq Q0 b 1 1 t\u00e9\nq Q0 c 1 0 t\n";
        Path latin = Files.write(folder.resolve("latin.run"), lines.getBytes(StandardCharsets.ISO_8859_1));

        for (boolean fast : List.of(true, false)) {
            refuses(() -> read(latin, fast)).withMessageContaining("line 2: This line is not UTF-8.");
        }
    }

    @Test
    void gzip_is_told_by_its_bytes_and_may_have_several_members() throws IOException {
        Path path = folder.resolve("no-ending");
        byte[] one = Scratch.gzip("q Q0 a 1 2 t\n");
        byte[] two = Scratch.gzip("q Q0 b 2 1 t\n");
        byte[] both = java.util.Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        Files.write(path, both);

        assertThat(TrecRun.read(path).rankings().get("q").ids()).containsExactly("a", "b");
    }
}
