package dev.podium.torch.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.grammar.Answers;
import dev.podium.grammar.Grammar;
import dev.podium.torch.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Writing: the reference's greedy texts, and what options promise. */
class WriterTest {

    private static Tiny tiny;
    private static CausalLm model;
    private static Writer writer;
    private static int end;

    @BeforeAll
    static void open() {
        tiny = Tiny.open("qwen3");
        model = tiny.causal();
        writer = new Writer(model, tiny.tokenizer);
        end = tiny.golden.json().path("special_ids").path("eos").asInt();
    }

    @AfterAll
    static void close() {
        model.close();
        tiny.close();
    }

    @TestFactory
    Stream<DynamicTest> greedy_texts_are_those_of_the_reference_written_together() {
        Set<String> families = Set.of(
                "llama2", "llama3", "smollm2", "smollm3", "mistral", "qwen2", "qwen3", "gemma", "gemma2", "gemma3",
                "phi3");
        return Golden.folders(families::contains).stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                    try (Tiny other = Tiny.open(folder);
                            CausalLm decoder = other.causal()) {
                        List<int[]> prompts = new ArrayList<>();
                        List<int[]> expected = new ArrayList<>();
                        other.golden.json().path("greedy").properties().forEach(one -> {
                            prompts.add(other.text(one.getKey()));
                            expected.add(Golden.ints(one.getValue().path("ids")));
                        });

                        List<Written> written =
                                new Writer(decoder, other.tokenizer).write(prompts, WritingOptions.greedy(24));

                        for (int i = 0; i < prompts.size(); i++) {
                            assertThat(written.get(i).ids()).isEqualTo(expected.get(i));
                            assertThat(written.get(i).finish()).isEqualTo(Written.Finish.LENGTH);
                        }
                    }
                }));
    }

    @Test
    void the_end_token_ends_an_answer_but_not_before_its_least_length() {
        int[] prompt = tiny.text("plain");
        int[] free = writer.write(List.of(prompt), WritingOptions.greedy(8))
                .getFirst()
                .ids();
        int fourth = free[3];
        int first =
                IntStream.range(0, 8).filter(i -> free[i] == fourth).findFirst().orElseThrow();

        Written stopped = writer.write(List.of(prompt), WritingOptions.greedy(8).endedBy(Set.of(fourth)))
                .getFirst();
        Written longer = writer.write(
                        List.of(prompt),
                        WritingOptions.greedy(8).endedBy(Set.of(fourth)).atLeast(8))
                .getFirst();

        assertThat(stopped.ids()).isEqualTo(Arrays.copyOf(free, first));
        assertThat(stopped.finish()).isEqualTo(Written.Finish.STOP);
        assertThat(longer.ids()).hasSize(8).doesNotContain(fourth);
    }

    @Test
    void a_stop_word_is_found_across_tokens_and_left_out() {
        int[] prompt = tiny.text("plain");
        String free = writer.write(List.of(prompt), WritingOptions.greedy(12))
                .getFirst()
                .text();
        int[] ids = writer.write(List.of(prompt), WritingOptions.greedy(12))
                .getFirst()
                .ids();
        int cut = tiny.tokenizer.decode(Arrays.copyOf(ids, 5), true).length();
        String word = free.substring(cut - 1, cut + 1);

        Written stopped = writer.write(
                        List.of(prompt), WritingOptions.greedy(12).stoppingAt(word))
                .getFirst();

        assertThat(stopped.text()).isEqualTo(free.substring(0, free.indexOf(word)));
        assertThat(stopped.finish()).isEqualTo(Written.Finish.STOP);
    }

    @Test
    void draws_depend_on_prompt_and_seed_and_not_on_their_company() {
        WritingOptions seven = WritingOptions.sampled(10, Sampling.at(1), 7);
        WritingOptions eight = WritingOptions.sampled(10, Sampling.at(1), 8);
        int[] prompt = tiny.text("plain");

        int[] alone = writer.write(List.of(prompt), seven).getFirst().ids();

        List<Written> inCompany =
                writer.write(List.of(tiny.text("long"), prompt, prompt), List.of(seven, seven, eight));
        assertThat(inCompany.get(1).ids()).isEqualTo(alone);
        assertThat(inCompany.get(2).ids()).isNotEqualTo(alone);
    }

    @Test
    void constrained_answers_are_never_malformed_whatever_their_limits() {
        List<String> labels = List.of("[1]", "[2]", "[3]", "[4]");
        List<Answers> kinds = List.of(
                Answers.permutation(labels, " > "),
                Answers.subset(labels, 2, ", "),
                Answers.oneOf(List.of("yes", "no", "perhaps, if the passage is read twice")),
                Answers.integer(0, 250),
                Answers.scores(List.of("1", "2"), 0, 10));
        for (int kind = 0; kind < kinds.size(); kind++) {
            Grammar grammar = Grammar.of(kinds.get(kind), tiny.tokenizer.vocabulary(), end);
            for (int seed = 0; seed < 30; seed++) {
                WritingOptions options = WritingOptions.sampled(60 - seed, Sampling.at(1.5), seed)
                        .within(grammar);
                if (seed % 3 == 0) {
                    options = options.atLeast(10);
                }

                Written written =
                        writer.write(List.of(tiny.text("plain")), options).getFirst();

                assertThat(kinds.get(kind).contains(written.text()))
                        .as("kind %d, seed %d: \"%s\"", kind, seed, written.text())
                        .isTrue();
                assertThat(written.finish()).isEqualTo(Written.Finish.STOP);
            }
        }
    }

    @Test
    void a_short_limit_leaves_the_short_answers() {
        Answers answers = Answers.oneOf(List.of("no", "perhaps, if the passage is read twice"));
        Grammar grammar = Grammar.of(answers, tiny.tokenizer.vocabulary(), end);
        for (int seed = 0; seed < 20; seed++) {
            WritingOptions options =
                    WritingOptions.sampled(2, Sampling.at(2), seed).within(grammar);

            assertThat(writer.write(List.of(tiny.text("plain")), options)
                            .getFirst()
                            .text())
                    .isEqualTo("no");
        }
    }

    @Test
    void refuses_a_grammar_that_cannot_be_met_in_time() {
        Grammar grammar = Grammar.of(
                Answers.oneOf(List.of("a passage of many words, all of them needed")),
                tiny.tokenizer.vocabulary(),
                end);

        assertThatThrownBy(() -> writer.write(
                        List.of(tiny.text("plain")), WritingOptions.greedy(2).within(grammar)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Maybe allow more");
    }

    @Test
    void thoughts_are_closed_when_their_budget_is_spent_and_the_answer_follows() {
        int close = tiny.tokenizer.id("</think>");
        int[] closing = {10, close, 11};
        Grammar grammar = Grammar.of(Answers.oneOf(List.of("yes", "no")), tiny.tokenizer.vocabulary(), end);
        WritingOptions options =
                WritingOptions.greedy(5).endedBy(Set.of(end)).within(grammar).after(new Thinking(6, close, closing));

        Written written = writer.write(List.of(tiny.text("plain")), options).getFirst();

        assertThat(written.text()).isIn("yes", "no");
        assertThat(written.thoughts()).hasSize(6 + 3).endsWith(closing);
        WritingOptions none = options.after(new Thinking(0, close, closing));
        assertThat(writer.write(List.of(tiny.text("plain")), none).getFirst().thoughts())
                .isEqualTo(closing);
    }

    @Test
    void probabilities_are_told_as_teacher_forcing_finds_them() {
        int[] prompt = tiny.text("plain");

        Written written = writer.write(
                        List.of(prompt),
                        WritingOptions.sampled(6, Sampling.at(1), 3).telling(3))
                .getFirst();

        int[] all = Arrays.copyOf(prompt, prompt.length + 6);
        System.arraycopy(written.ids(), 0, all, prompt.length, 6);
        float[] forced = model.logProbs(List.of(all), new int[] {prompt.length})[0];
        for (int i = 0; i < 6; i++) {
            Written.Place place = written.places().get(i);
            assertThat(place.chosen().token()).isEqualTo(written.ids()[i]);
            assertThat(place.chosen().logProb()).isCloseTo(forced[i], within(1e-4));
            assertThat(place.top()).hasSize(3);
            assertThat(place.top().get(0).logProb())
                    .isGreaterThanOrEqualTo(place.top().get(1).logProb());
        }
    }

    @Test
    void an_answer_goes_on_in_a_session_that_has_read_its_prompt() {
        int[] prompt = tiny.text("plain");
        int[] wanted = writer.write(List.of(prompt), WritingOptions.greedy(6))
                .getFirst()
                .ids();
        try (Session session = Session.of(model.decoder());
                Session fork = start(session, Arrays.copyOf(prompt, prompt.length - 1))) {
            int[] last = {prompt[prompt.length - 1]};

            List<Written> both = writer.goOn(
                    List.of(session, fork),
                    List.of(last, last),
                    List.of(WritingOptions.greedy(6), WritingOptions.greedy(6)));

            assertThat(both.get(0).ids()).isEqualTo(wanted);
            assertThat(both.get(1).ids()).isEqualTo(wanted);
        }
    }

    private static Session start(Session session, int[] ids) {
        try (var _ = dev.podium.torch.tensor.Scope.open()) {
            Session.append(List.of(session), List.of(ids));
        }
        return session.fork();
    }
}
