package dev.podium.file;

import static dev.podium.file.Scratch.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Given;
import dev.podium.Qrels;
import dev.podium.Run;
import dev.podium.metric.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgedRunTest {

    @TempDir
    Path folder;

    @Test
    void gives_the_lists_that_reading_objects_gives() {
        Given.cases(200, random -> {
            Run run = TrecRunTest.run(random, 1 + random.nextInt(5));
            Qrels qrels = qrels(random, run);
            Path path = folder.resolve("r" + (random.nextBoolean() ? ".gz" : ""));
            TrecRun.write(run, path);
            if (random.nextBoolean() && !path.toString().endsWith(".gz")) {
                List<String> lines = new ArrayList<>(Files.readAllLines(path));
                Collections.shuffle(lines, random); // scattered queries, rising scores
                Files.write(path, lines);
            }

            JudgedRun judged = JudgedRun.read(path, qrels);

            assertThat(judged.tag()).isEqualTo(run.tag());
            assertThat(judged.lists().keySet())
                    .containsExactlyElementsOf(TrecRun.read(path).rankings().keySet());
            run.rankings()
                    .forEach((query, ranking) ->
                            same(judged.lists().get(query), Judged.of(ranking, qrels.of(query)), query));
        });
    }

    static void same(Judged actual, Judged expected, String query) {
        assertThat(grades(actual)).as(query).isEqualTo(grades(expected));
        assertThat(IntStream.range(0, actual.judged()).map(actual::ideal).toArray())
                .isEqualTo(IntStream.range(0, expected.judged())
                        .map(expected::ideal)
                        .toArray());
    }

    private static Qrels qrels(Random random, Run run) {
        SequencedMap<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        run.rankings().forEach((query, ranking) -> {
            Map<String, Integer> judged = new HashMap<>();
            ranking.ids().stream()
                    .filter(_ -> random.nextInt(3) == 0)
                    .forEach(id -> judged.put(id, random.nextInt(5) - 1));
            judged.put("never-retrieved", 2);
            grades.put(query, judged);
        });
        if (random.nextInt(5) == 0) {
            grades.remove("q0");
        }
        return new Qrels(grades);
    }

    @Test
    void ties_stand_in_descending_byte_order_of_their_ids() throws IOException {
        // bytes: '-' 2d < '1' 31 < '9' 39 < 'D' 44 < '_' 5f < 'd' 64, and a prefix before what goes on
        Path run = file(
                folder,
                "r",
                "q 0 doc10 1 2 t",
                "q 0 doc9 1 2 t",
                "q 0 Doc9 1 2 t",
                "q 0 doc-9 1 2 t",
                "q 0 doc_9 1 2 t",
                "q 0 doc 1 2 t",
                "q 0 doc\u00e9 1 2 t");
        Map<String, Integer> number =
                Map.of("doc10", 1, "doc9", 2, "Doc9", 3, "doc-9", 4, "doc_9", 5, "doc", 6, "doc\u00e9", 7);

        assertThat(grades(read(run, number, JudgedRun.Precision.DOUBLE))).containsExactly(7, 5, 2, 1, 4, 6, 3);
    }

    @Test
    void single_precision_ties_what_differs_below_it() throws IOException {
        Path run = file(folder, "r", "q 0 a 1 0.10000000000000002 t", "q 0 b 1 0.1 t");
        Map<String, Integer> number = Map.of("a", 1, "b", 2);

        assertThat(grades(read(run, number, JudgedRun.Precision.DOUBLE))).containsExactly(1, 2);
        assertThat(grades(read(run, number, JudgedRun.Precision.SINGLE))).containsExactly(2, 1);
    }

    @Test
    void a_query_without_judgments_is_there_with_all_of_its_candidates_unjudged() throws IOException {
        JudgedRun run = JudgedRun.read(file(folder, "r", "q4 0 a 1 1 t"), new Qrels(new LinkedHashMap<>()));

        assertThat(grades(run.lists().get("q4"))).containsExactly(Judged.UNJUDGED);
        assertThat(run.lists().get("q4").judged()).isZero();
    }

    @Test
    void lines_longer_than_the_buffer_and_lists_of_many_thousands_are_read() throws IOException {
        String longId = "x".repeat(700_000);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            text.append("q 0 ")
                    .append(i == 7 ? longId : "d" + i)
                    .append(" 1 ")
                    .append(i % 1000)
                    .append(" t\n");
        }
        text.setLength(text.length() - 1); // no line feed at the end
        Path path = Files.writeString(folder.resolve("r"), text);

        Judged list = JudgedRun.read(path, new Qrels(new LinkedHashMap<>(Map.of("q", Map.of(longId, 3, "d0", 1)))))
                .lists()
                .get("q");

        assertThat(list.size()).isEqualTo(30_000);
        // score 7 is 993rd from the top, 30 documents each; byte order puts "x..." above all "d..." of its score
        assertThat(list.grade(992 * 30)).isEqualTo(3);
        // score 0 is the last; "d0" has the lowest bytes of all of them
        assertThat(list.grade(29_999)).isEqualTo(1);
    }

    private static Judged read(Path run, Map<String, Integer> grades, JudgedRun.Precision precision) {
        var lists = JudgedRun.read(run, new Qrels(new LinkedHashMap<>(Map.of("q", grades))), precision)
                .lists();
        assertThat(lists).containsOnlyKeys("q");
        return lists.firstEntry().getValue();
    }

    static int[] grades(Judged list) {
        return IntStream.range(0, list.size()).map(list::grade).toArray();
    }
}
