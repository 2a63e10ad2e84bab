package dev.podium.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Reranker;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Model;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.order.Sliding;
import dev.podium.read.Ask;
import dev.podium.read.Ask.Question;
import dev.podium.read.Ask.Unreadable;
import dev.podium.read.PermutationReader;
import dev.podium.read.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

    @TempDir
    private Path folder;

    /** Three candidates in windows of two: first the pair below, then the pair above. */
    private void record(String... answers) throws IOException {
        Files.createDirectories(folder.resolve("runs"));
        Files.createDirectories(folder.resolve("final_runs"));
        Files.writeString(folder.resolve("runs/bm25.trec"), "q Q0 a 1 3 bm25\nq Q0 b 2 2 bm25\nq Q0 c 3 1 bm25\n");
        Files.writeString(folder.resolve("final_runs/0.trec"), "q Q0 c 1 3 m\nq Q0 a 2 2 m\nq Q0 b 3 1 m\n");
        Files.writeString(folder.resolve("files.json"), """
                [{"file": 0, "first_stage": "bm25", "model": "m", "topk": 3, "window": 2, "step": 1, "final_run": "0.trec"}]
                """);
        StringBuilder lines = new StringBuilder();
        for (int w = 0; w < answers.length; w++) {
            lines.append("{\"file\":0,\"qid\":\"q\",\"window\":%d,\"start\":%d,\"size\":2,\"response\":\"%s\"}\n"
                    .formatted(w, 1 - w, answers[w]));
        }
        Files.writeString(folder.resolve("responses.jsonl"), lines);
    }

    @Test
    void ends_in_the_recorded_order_and_counts_the_answer_that_was_not_clean() throws IOException {
        record("[2] > [1]", "2 and 2");

        Replayed replayed = Recording.read(folder).replay(RecordingTest::listwise);

        assertThat(replayed.queries()).isEqualTo(1);
        assertThat(replayed.equal()).isEqualTo(1);
        assertThat(replayed.calls()).isEqualTo(2);
        assertThat(replayed.malformed()).isEqualTo(Map.of("duplicate", 1L));
    }

    @Test
    void tells_which_order_differs() throws IOException {
        record("[1] > [2]", "no idea");

        Replayed replayed = Recording.read(folder).replay(RecordingTest::listwise);

        assertThat(replayed.equal()).isZero();
        assertThat(replayed.different()).isEqualTo(List.of("m over bm25, query q"));
        assertThat(replayed.malformed()).isEqualTo(Map.of("no-numbers", 1L));
    }

    @Test
    void refuses_a_recording_that_has_fewer_answers_than_windows() throws IOException {
        record("[1] > [2]");

        assertThatThrownBy(() -> Recording.read(folder).replay(RecordingTest::listwise))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("only 1 answers are recorded");
    }

    /** A listwise reranker of the least: numbered candidates in, an order out, what cannot be read kept. */
    private static Reranker listwise(Model model, RecordedExperiment experiment) {
        Ask ask = new Ask(model.as(Generation.class), GenerationOptions.greedy(9), false, Unreadable.KEPT_AT_ONCE);
        return new Sliding(
                window -> {
                    Part[] parts = IntStream.range(0, window.size())
                            .mapToObj(i -> Part.document("passage " + i, "text", 9))
                            .toArray(Part[]::new);
                    Question question =
                            new Question(window, Prompt.plain(parts), new PermutationReader(), "", null, "");
                    Reading reading = ask.all(List.of(question)).getFirst().reading();
                    return reading instanceof Reading.Unreadable
                            ? IntStream.range(0, window.size()).toArray()
                            : reading.indices();
                },
                experiment.window(),
                experiment.stride());
    }
}
