package dev.podium.model.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Scale;
import dev.podium.file.BadDataException;
import dev.podium.model.AnswerForm;
import dev.podium.model.Attention;
import dev.podium.model.Embedding;
import dev.podium.model.Embedding.Role;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Likelihood;
import dev.podium.model.ListScoring;
import dev.podium.model.Message;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Model;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Models;
import dev.podium.model.NextToken;
import dev.podium.model.PairScoring;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.Similarity;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTest {

    private static final GenerationOptions OPTIONS =
            GenerationOptions.sampled(5, 0.5, 0.9, 11).stoppingAt("\n").tellingTop(2);

    private static final Prompt PROMPT = Prompt.plain(
            Part.document("document", "green \"tea\"", 40), Part.query("query", "hé"), Part.fixed(" Relevant:"));

    @TempDir
    private Path folder;

    @Test
    void the_file_answers_what_the_model_answered() throws Exception {
        Path file = folder.resolve("tape.jsonl");
        Parrot parrot = new Parrot();
        List<List<Message>> turns = List.of(List.of(Message.system("be brief"), Message.user("\"hé\"\n")));

        List<List<?>> live;
        try (Recorded tape = Recorded.to(file)) {
            live = ask(tape.around(parrot), turns);
        }
        Model recorded = Recorded.from(file);

        assertThat(ask(recorded, turns)).isEqualTo(live);
        assertThat(parrot.calls).hasSize(10);
        assertThat(recorded.capabilities()).isEqualTo(parrot.capabilities());
        assertThat(recorded.as(PairScoring.class).scale()).isEqualTo(Scale.REAL);
        assertThat(recorded.as(PairScoring.class).maxTokens()).isEqualTo(512);
        assertThat(recorded.as(Embedding.class).similarity()).isEqualTo(Similarity.DOT);
        assertThat(recorded.as(Embedding.class).dimensions()).isEqualTo(2);
        assertThat(recorded.as(NextToken.class).forms()).containsExactlyInAnyOrder(Prompt.Form.PLAIN, Prompt.Form.CHAT);
        assertThat(recorded.as(Likelihood.class).maxTokens()).isEqualTo(1024);
        assertThat(recorded.as(ListScoring.class).maxTokens()).isEqualTo(64);
        assertThat(recorded.as(Embedding.class).forms()).containsExactly(Prompt.Form.CHAT);
        assertThat(recorded.as(Generation.class).constrains()).isFalse();
        assertThat(recorded.as(Attention.class).forms()).containsExactly(Prompt.Form.PLAIN);
    }

    private static List<List<?>> ask(Model model, List<List<Message>> turns) {
        return List.of(
                model.as(PairScoring.class).score("tea", List.of("green", "black tea")),
                model.as(ListScoring.class).score(List.of(new ListScoring.Asked("tea", List.of("green", "black tea")))),
                model.as(Embedding.class).embed(List.of("milk", ""), Role.PASSAGE),
                model.as(Embedding.class).embed(List.of(PROMPT)),
                model.as(Generation.class)
                        .write(List.of(PROMPT), OPTIONS.within(new AnswerForm.Some(List.of("[1]", "[2]"), 2, " > "))),
                model.as(Generation.class).complete(List.of("once"), OPTIONS),
                model.as(Generation.class).chat(turns, OPTIONS),
                model.as(NextToken.class).logits(List.of(PROMPT), List.of(" yes", " no")),
                model.as(Likelihood.class).likelihoods(List.of(PROMPT), List.of(" tea")),
                model.as(Attention.class).mass(List.of(PROMPT), "query", List.of("document")));
    }

    @Test
    void the_same_asked_again_gets_the_answers_in_their_order_and_then_the_last() throws Exception {
        Path file = folder.resolve("tape.jsonl");
        try (Recorded tape = Recorded.to(file)) {
            Generation live = tape.around(new Parrot()).as(Generation.class);
            live.complete(List.of("once"), OPTIONS);
            live.complete(List.of("once"), OPTIONS);
        }
        Generation recorded = Recorded.from(file).as(Generation.class);

        assertThat(List.of(1, 2, 3))
                .extracting(_ ->
                        recorded.complete(List.of("once"), OPTIONS).getFirst().text())
                .containsExactly("once 1", "once 2", "once 2");
    }

    @Test
    void what_was_not_asked_then_is_an_error_that_names_it() throws Exception {
        Path file = folder.resolve("tape.jsonl");
        try (Recorded tape = Recorded.to(file)) {
            tape.around(new Parrot()).as(PairScoring.class).score("tea", List.of("green"));
        }
        Model recorded = Recorded.from(file);

        assertThatThrownBy(() -> recorded.as(PairScoring.class).score("tea", List.of("red")))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("tape.jsonl")
                .hasMessageContaining("parrot:grey")
                .hasMessageContaining("score of \"red\"");
        assertThatThrownBy(() -> recorded.as(Embedding.class)).isInstanceOf(MissingCapabilityException.class);
    }

    @Test
    void a_damaged_line_is_named_and_a_recording_is_not_written_over() throws Exception {
        Path cut = Files.writeString(folder.resolve("cut.jsonl"), "\n{\"question\":\"score\",\"common\":\"tea\"}\n");
        Path two = Files.writeString(
                folder.resolve("two.jsonl"),
                "{\"capability\":\"ListScoring\",\"maxTokens\":1,\"model\":\"a\"}\n{\"capability\":\"Generation\",\"model\":\"b\"}\n");

        assertThatThrownBy(() -> Recorded.from(cut))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("cut.jsonl, line 2");
        assertThatThrownBy(() -> Recorded.from(two))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("two.jsonl, line 2");
        assertThatThrownBy(() -> Recorded.to(cut).close()).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void a_recording_is_opened_by_its_reference() throws Exception {
        Path file = folder.resolve("tape.jsonl");
        try (Recorded tape = Recorded.to(file)) {
            tape.around(new Parrot()).as(PairScoring.class).score("tea", List.of("green"));
        }

        try (Model model = Models.open("recorded:" + file)) {
            assertThat(model.name()).isEqualTo("recorded:" + file);
            assertThat(model.as(PairScoring.class).score("tea", List.of("green")))
                    .isEqualTo(new Parrot().pairs().score("tea", List.of("green")));
        }
        assertThatThrownBy(() -> Models.open("recorded:" + folder.resolve("none")))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> Models.open("recorded:" + file + "?threads=1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no settings");
    }
}
