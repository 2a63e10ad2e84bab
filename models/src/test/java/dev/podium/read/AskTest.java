package dev.podium.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.ask.Trace;
import dev.podium.model.AnswerForm;
import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.Tally;
import dev.podium.read.Ask.Unreadable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskTest {

    private static final GenerationOptions OPTIONS = GenerationOptions.greedy(20);
    private static final AnswerForm FORM = new AnswerForm.Some(List.of("[1]", "[2]"), 2, " > ");

    /** Says what it is told to, one answer after another, and remembers what it was shown. */
    private static final class Script implements Generation {
        private final Deque<String> lines;
        private final boolean held;
        private final List<Prompt> shown = new ArrayList<>();
        private final List<GenerationOptions> how = new ArrayList<>();

        Script(boolean held, String... lines) {
            this.lines = new ArrayDeque<>(List.of(lines));
            this.held = held;
        }

        @Override
        public List<Generated> chat(List<List<Message>> conversations, GenerationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Generated> complete(List<String> prompts, GenerationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Generated> write(List<Prompt> prompts, GenerationOptions options) {
            how.add(options);
            return prompts.stream()
                    .map(prompt -> {
                        shown.add(prompt);
                        return new Generated(lines.remove(), Generated.Finish.STOP, 9, 3, List.of(), List.of());
                    })
                    .toList();
        }

        @Override
        public boolean constrains() {
            return held;
        }
    }

    private static Ask.Question question(String closing) {
        Ranking list = Ranking.inOrder(
                new Query("q9", Query.of("tea").content()),
                List.of(Candidate.of("a", "green"), Candidate.of("b", "black")));
        return new Ask.Question(
                list.slate(),
                Prompt.chat(Part.fixed("Order [1] green [2] black.")),
                new PermutationReader(),
                "[2] > [1]",
                FORM,
                closing);
    }

    @Test
    void a_readable_answer_is_read_once_and_its_flaws_are_counted_and_told() {
        Script model = new Script(false, "[2] > [2]");
        Tally tally = new Tally();
        List<Trace.Step> steps = new ArrayList<>();

        Ask.Answered answer = Trace.during(
                steps::add,
                () -> tally.during(() -> new Ask(model, OPTIONS, false, Unreadable.FAILS)
                        .all(List.of(question("")))
                        .getFirst()));

        assertThat(answer.reading()).isInstanceOf(Reading.Mended.class);
        assertThat(tally.malformed()).isEqualTo(Map.of("repeated", 1L));
        assertThat(steps)
                .containsExactly(new Trace.Step(
                        "read",
                        "q9",
                        List.of("a", "b"),
                        List.of("b", "a"),
                        "[2] > [2]",
                        List.of("missing", "repeated")));
    }

    @Test
    void an_unreadable_answer_is_quoted_to_a_model_that_cannot_be_held() {
        Script model = new Script(false, "I cannot say.", "[2] > [1]");
        Tally tally = new Tally();

        Ask.Answered answer = tally.during(() -> new Ask(model, OPTIONS, false, Unreadable.FAILS)
                .all(List.of(question("")))
                .getFirst());

        assertThat(answer.reading()).isInstanceOf(Reading.Clean.class);
        assertThat(tally.malformed()).isEqualTo(Map.of("unreadable", 1L));
        assertThat(model.shown.get(1).turns().subList(1, 3))
                .containsExactly(
                        Message.assistant("I cannot say."),
                        Message.user(
                                "This cannot be read. Answer again with nothing but the answer itself, in the form [2] > [1]."));
    }

    @Test
    void a_model_that_can_be_held_ends_its_thoughts_and_writes_within_the_form() {
        Script model = new Script(true, "<think>both are fine", "[2] > [1]");

        Ask.Answered answer = new Ask(model, OPTIONS, false, Unreadable.FAILS)
                .all(List.of(question("</think><answer>")))
                .getFirst();

        assertThat(answer.reading()).isInstanceOf(Reading.Clean.class);
        assertThat(model.shown.get(1).turns().getLast())
                .isEqualTo(Message.assistant("<think>both are fine</think><answer>"));
        assertThat(model.how.get(1).form()).isEqualTo(FORM);
    }

    @Test
    void one_that_is_held_from_the_first_is_asked_once() {
        Script model = new Script(true, "[2] > [1]");

        new Ask(model, OPTIONS, true, Unreadable.FAILS).all(List.of(question("")));

        assertThat(model.how).extracting(GenerationOptions::form).containsExactly(FORM);
    }

    @Test
    void what_stays_unreadable_fails_by_query_and_answer_or_is_kept_and_counted() {
        Tally tally = new Tally();

        assertThatThrownBy(() -> new Ask(new Script(false, "no", "never"), OPTIONS, false, Unreadable.FAILS)
                        .all(List.of(question(""))))
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessageContaining("\"q9\"")
                .hasMessageContaining("\"never\"")
                .hasMessageContaining("Maybe set unreadable=keep");
        Ask.Answered kept =
                tally.during(() -> new Ask(new Script(false, "no", "never"), OPTIONS, false, Unreadable.KEPT)
                        .all(List.of(question("")))
                        .getFirst());
        assertThat(kept.reading()).isEqualTo(new Reading.Unreadable("never"));
        assertThat(tally.malformed()).isEqualTo(Map.of("unreadable", 1L, "unreadable twice", 1L));
    }
}
