package dev.podium.method.listwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.replay.Recording;
import dev.podium.replay.Replayed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every recorded answer of RankLLM's runs, through the catalogue's own RankVicuna: prompt, reader, windows and merge. */
class RecordedAnswersTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("podium.shared", "../../shared"), "data", "listwise-llm-responses");

    @Test
    void end_in_the_recorded_order_for_every_query_and_the_flaws_are_counted() throws Exception {
        if (!Files.isDirectory(FOLDER)) {
            return; // what the repository carries of them is in RealAnswersTest
        }

        Replayed replayed = Recording.read(FOLDER)
                .replay((model, experiment) -> RankVicuna.METHOD.reranker(
                        model,
                        Map.of(
                                "window", String.valueOf(experiment.window()),
                                "stride", String.valueOf(experiment.stride()),
                                "unreadable", "keep-at-once")));

        assertThat(replayed.different()).isEmpty();
        assertThat(replayed.equal()).isEqualTo(1419);
        assertThat(replayed.calls()).isEqualTo(8643);
        assertThat(replayed.malformed())
                .isEqualTo(Map.of("duplicate", 1933L, "missing", 797L, "no-numbers", 392L, "out-of-range", 15L));
    }
}
