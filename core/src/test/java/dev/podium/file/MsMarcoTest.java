package dev.podium.file;

import static dev.podium.file.Scratch.file;
import static dev.podium.file.Scratch.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.podium.Candidate;
import dev.podium.Given;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.Scale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MsMarcoTest {

    @TempDir
    Path folder;

    @Test
    void the_rank_column_of_a_run_gives_the_order() throws IOException {
        Run run = MsMarco.readRun(file(folder, "r.tsv", "q1\tb\t2", "q2\tc\t1", "q1\ta\t1", "q1\td\t10"));

        assertThat(run.rankings().keySet()).containsExactly("q1", "q2");
        assertThat(run.rankings().get("q1").ids()).containsExactly("a", "b", "d");
        assertThat(run.rankings().get("q1").scale()).isEqualTo(Scale.ORDINAL);
    }

    @Test
    void writing_and_reading_gives_the_same_order() {
        Given.cases(200, random -> {
            Run run = TrecRunTest.run(random, 1 + random.nextInt(3));
            Path path = folder.resolve("r.tsv" + (random.nextBoolean() ? ".gz" : ""));

            MsMarco.writeRun(run, path);

            Run back = MsMarco.readRun(path);
            assertThat(back.rankings().keySet())
                    .containsExactlyElementsOf(run.rankings().keySet());
            run.rankings()
                    .forEach((query, ranking) ->
                            assertThat(back.rankings().get(query).ids()).isEqualTo(ranking.ids()));
        });
    }

    @Test
    void reads_candidates_with_their_texts() throws IOException {
        List<Ranking> lists = MsMarco.readCandidates(file(
                folder,
                "top1000",
                "1\tp1\twhat is tea\tTea is\ta drink",
                "2\tp1\tx\ty",
                "",
                "1\tp2\twhat is tea\tgreen"));

        assertThat(lists).hasSize(2);
        assertThat(lists.getFirst())
                .isEqualTo(Ranking.inOrder(
                        Query.of("1", "what is tea"),
                        List.of(Candidate.of("p1", "Tea is\ta drink"), Candidate.of("p2", "green"))));
    }

    @Test
    void a_bad_line_is_told_with_file_line_law_and_advice() throws IOException {
        bad("A line of an MS MARCO run has three columns, this one has 6.", 1, true, "q Q0 d 1 1 t");
        bad("A rank is a whole number.", 2, true, "q\ta\t1", "q\tb\t1.5");
        bad("A rank is at least 1.", 1, true, "q\ta\t0");
        bad("Rank 1 stands twice for query \"q\".", 2, true, "q\ta\t1", "q\tb\t1");
        bad("Passage \"a\" stands twice for query \"q\".", 2, true, "q\ta\t1", "q\ta\t2");
        bad("A line of candidates has four columns, this one has 3.", 1, false, "q\ta\t1");
        bad("Passage \"a\" stands twice for query \"q\".", 2, false, "q\ta\tx\ty", "q\ta\tx\ty");
        Path empty = file(folder, "e", "");
        refuses(() -> MsMarco.readRun(empty)).withMessageContaining("The file holds no line of a run.");
        refuses(() -> MsMarco.readCandidates(empty)).withMessageContaining("The file holds no candidate.");
    }

    private void bad(String law, int line, boolean run, String... lines) throws IOException {
        Path path = file(folder, "bad", lines);
        refuses(() -> {
                    Object read = run ? MsMarco.readRun(path) : MsMarco.readCandidates(path);
                    assertThat(read).as("nothing is read").isNull();
                })
                .withMessageStartingWith(path + ", line " + line + ": ")
                .withMessageContaining(law)
                .withMessageMatching("(?s).*\\n(Maybe|Write).*\\.");
    }

    @Test
    void refuses_to_write_ids_with_blanks() {
        Run run = Run.of("t", List.of(Ranking.inOrder(Query.of("a b", ""), List.of(Candidate.named("d")))));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MsMarco.writeRun(run, folder.resolve("r")))
                .withMessageContaining("The query id \"a b\" must be one word");
    }
}
