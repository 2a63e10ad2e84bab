package dev.podium.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.AnswerForm;
import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.LabelLogits;
import dev.podium.model.Likelihood;
import dev.podium.model.Message;
import dev.podium.model.Model;
import dev.podium.model.Models;
import dev.podium.model.NextToken;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.ReadPart;
import dev.podium.model.Tally;
import dev.podium.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Prompts of parts that are answered: cut, held to a form, and read once where they begin alike. */
class WritingTest {

    private static final Path MODELS = Path.of("src/test/resources/models");
    private static final String LONG = "green tea is a drink that is made of leaves and hot water ".repeat(4);

    private static final String CHAT_ML = """
            {%- for message in messages %}<|im_start|>{{ message.role }}
            {{ message.content }}<|im_end|>
            {% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
            {% endif %}""";

    private static Model open(String folder, String settings) {
        return Models.open("torch:" + MODELS.resolve(folder) + settings);
    }

    private static Prompt asked(String beginning, String document, String ending) {
        return Prompt.plain(
                Part.fixed(beginning), Part.document("document", document, Integer.MAX_VALUE), Part.fixed(ending));
    }

    // ---------------------------------------------------------------- forms of answers

    @Test
    void an_answer_is_one_of_its_form_whatever_the_model_would_say() {
        List<String> labels = List.of("1", "2", "3");
        try (Model model = open("qwen3", "");
                Model other = open("t5-v1.1-gated-untied", "")) {
            for (Generation generation : List.of(model.as(Generation.class), other.as(Generation.class))) {
                assertThat(generation.constrains()).isTrue();
                for (int seed = 0; seed < 20; seed++) {
                    GenerationOptions options = GenerationOptions.sampled(60, 2, 1, seed);

                    assertThat(written(generation, options.within(new AnswerForm.OneOf(List.of("A", "B")))))
                            .as("seed %d", seed)
                            .matches("[AB]");
                    assertThat(written(generation, options.within(new AnswerForm.Some(labels, 3, ", "))))
                            .as("seed %d", seed)
                            .matches("([123]), (?!\\1)([123]), (?!\\1|\\2)[123]");
                    assertThat(written(generation, options.within(new AnswerForm.WholeNumber(0, 10))))
                            .as("seed %d", seed)
                            .matches("\\d|10");
                }
            }
            assertThat(written(
                            model.as(Generation.class),
                            GenerationOptions.greedy(60).within(new AnswerForm.Scores(labels, 0, 3))))
                    .matches("\\{\"1\": [0-3], \"2\": [0-3], \"3\": [0-3]}");
            // This vocabulary has no brace.
            assertThatThrownBy(() -> written(
                            other.as(Generation.class),
                            GenerationOptions.greedy(60).within(new AnswerForm.Scores(labels, 0, 3))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("can write none of the answers");
        }
    }

    private static String written(Generation generation, GenerationOptions options) {
        Generated answer = generation
                .write(List.of(asked("Rank: ", "green tea", "\nAnswer:")), options)
                .getFirst();
        assertThat(answer.finish()).isEqualTo(Generated.Finish.STOP);
        return answer.text();
    }

    @Test
    void chats_and_completions_keep_to_the_form_too(@TempDir Path folder) throws IOException {
        GenerationOptions options =
                GenerationOptions.greedy(8).within(new AnswerForm.OneOf(List.of("Passage A", "Passage B")));
        try (Model model = chatting(folder)) {
            Generation generation = model.as(Generation.class);

            assertThat(generation.forms()).containsExactlyInAnyOrder(Prompt.Form.PLAIN, Prompt.Form.CHAT);
            assertThat(generation
                            .chat(List.of(List.of(Message.user("Which?"))), options)
                            .getFirst()
                            .text())
                    .matches("Passage [AB]");
            assertThat(generation
                            .complete(List.of("Which? Answer:"), options)
                            .getFirst()
                            .text())
                    .matches("Passage [AB]");
        }
    }

    @Test
    void a_begun_answer_is_gone_on_with_and_not_repeated(@TempDir Path folder) throws IOException {
        GenerationOptions options = GenerationOptions.greedy(8).within(new AnswerForm.OneOf(List.of("1]", "2]")));
        Prompt begun = Prompt.chat(
                Part.fixed("Which of [1] and [2]?"), Part.fixed("The best is [").by(Message.Role.ASSISTANT));
        Prompt asked = Prompt.chat(Part.fixed("Which of [1] and [2]?"));
        try (Model model = chatting(folder)) {
            Generation generation = model.as(Generation.class);

            List<Generated> answers = generation.write(List.of(begun, asked), options);

            assertThat(answers.get(0).text()).matches("[12]]");
            // Only the words of the begun answer are more than the question with the mark of an answer.
            assertThat(answers.get(0).promptTokens())
                    .isGreaterThan(answers.get(1).promptTokens());
        }
    }

    @Test
    void a_blank_may_come_before_an_answer_but_not_behind_what_opens_one() {
        assertThat(List.of("Answer:", "[1] >", "yes", "42", "[/INST]", "")).allMatch(AnswerForms::blankMayFollow);
        assertThat(List.of("Answer: ", "assistant\n", "[", "Passage (", "{\"best\": \"", "#"))
                .noneMatch(AnswerForms::blankMayFollow);
    }

    @Test
    void a_form_that_does_not_fit_into_the_tokens_is_refused() {
        try (Model model = open("qwen3", "")) {
            GenerationOptions options =
                    GenerationOptions.greedy(2).within(new AnswerForm.Some(List.of("[1]", "[2]", "[3]"), 3, " > "));

            assertThatThrownBy(
                            () -> model.as(Generation.class).write(List.of(Prompt.plain(Part.fixed("Rank:"))), options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("as few tokens as may be written (2)");
        }
    }

    @Test
    void a_permutation_of_twenty_labels_is_written_whole() {
        List<String> labels =
                IntStream.rangeClosed(1, 20).mapToObj(i -> "[" + i + "]").toList();
        try (Model model = open("qwen3", "")) {
            Generated answer = model.as(Generation.class)
                    .write(
                            List.of(Prompt.plain(Part.fixed("Rank:"))),
                            GenerationOptions.greedy(200).within(new AnswerForm.Some(labels, 20, " > ")))
                    .getFirst();

            assertThat(answer.text().split(" > ")).containsExactlyInAnyOrderElementsOf(labels);
        }
    }

    // ---------------------------------------------------------------- parts

    @Test
    void a_prompt_too_long_loses_the_end_of_its_document_and_tells() {
        try (Model model = open("qwen3", "?max-tokens=40");
                Model other = open("t5-v1.1-gated-untied", "?max-tokens=40")) {
            for (Generation generation : List.of(model.as(Generation.class), other.as(Generation.class))) {
                List<Generated> answers = generation.write(
                        List.of(asked("Query: tea ", LONG, " Relevant:"), asked("Query: tea ", "a car", " Relevant:")),
                        GenerationOptions.greedy(4));

                ReadPart cut = answers.get(0).parts().getFirst();
                assertThat(cut.name()).isEqualTo("document");
                assertThat(cut.truncated()).isTrue();
                assertThat(answers.get(0).promptTokens()).isLessThanOrEqualTo(40);
                assertThat(answers.get(1).parts().getFirst().truncated()).isFalse();
            }
        }
    }

    @Test
    void an_answer_that_may_be_longer_than_the_model_reads_leaves_half_of_it_to_the_prompt() {
        try (Model model = open("qwen3", "?max-tokens=40")) {
            Generated answer = model.as(Generation.class)
                    .write(List.of(asked("Query: tea ", LONG, " Relevant:")), GenerationOptions.greedy(8000))
                    .getFirst();

            assertThat(answer.promptTokens()).isEqualTo(20);
            assertThat(answer.completionTokens()).isLessThanOrEqualTo(20);
        }
    }

    // ---------------------------------------------------------------- what is read once

    @Test
    void prompts_that_begin_alike_are_read_once_in_a_call_and_known_to_the_next() {
        List<String> texts = List.of("green tea", "a car with wheels", "x", "tea leaves");
        List<Prompt> prompts =
                texts.stream().map(text -> asked(LONG, text, " Relevant:")).toList();
        GenerationOptions options = GenerationOptions.greedy(6);
        try (Model model = open("llama3", "")) {
            Generation generation = model.as(Generation.class);
            Tally first = new Tally();
            Tally second = new Tally();

            List<Generated> together = first.during(() -> generation.write(prompts, options));
            List<Generated> again = second.during(() -> generation.write(prompts, options));

            int beginning = together.get(2).promptTokens() - 10;
            // Of four that begin alike three are spared, and all four when the beginning is known.
            assertThat(first.counts().sharedTokens()).isBetween(3L * beginning, 3L * beginning + 60);
            assertThat(second.counts().sharedTokens()).isBetween(4L * beginning, 4L * beginning + 60);
            assertThat(again).isEqualTo(together);
        }
        try (Model model = open("llama3", "")) {
            Generation generation = model.as(Generation.class);
            List<Generated> alone = prompts.stream()
                    .map(prompt -> generation.write(List.of(prompt), options).getFirst())
                    .toList();
            Tally tally = new Tally();
            tally.during(() -> generation.write(List.of(asked(LONG, "a fifth", " Relevant:")), options));

            try (Model fresh = open("llama3", "")) {
                assertThat(alone).isEqualTo(fresh.as(Generation.class).write(prompts, options));
            }
            // One by one, too: what the last prompts had in common was kept.
            assertThat(tally.counts().sharedTokens()).isGreaterThan(40);
        }
    }

    @Test
    void answers_do_not_depend_on_how_many_are_written_together() {
        List<Prompt> prompts = IntStream.range(0, 150)
                .mapToObj(i -> asked("Query: tea " + i % 7, LONG.substring(0, 20 + i), " Relevant:"))
                .toList();
        GenerationOptions options = GenerationOptions.sampled(3, 1, 1, 5);
        try (Model model = open("qwen3", "")) {
            Generation generation = model.as(Generation.class);

            List<Generated> together = generation.write(prompts, options);

            for (int i : new int[] {0, 63, 64, 101, 149}) {
                assertThat(generation.write(List.of(prompts.get(i)), options).getFirst())
                        .as("prompt %d", i)
                        .isEqualTo(together.get(i));
            }
        }
    }

    @Test
    void labels_and_likelihoods_tell_what_was_shared() {
        List<Prompt> prompts = List.of("green tea", "a car", "x").stream()
                .map(text -> asked(LONG, text, " Relevant:"))
                .toList();
        try (Model model = open("llama3", "")) {
            Tally labels = new Tally();
            Tally likely = new Tally();

            List<LabelLogits> told =
                    labels.during(() -> model.as(NextToken.class).logits(prompts, List.of(" a", " b")));
            likely.during(() -> model.as(Likelihood.class).likelihoods(prompts, List.of(" a", " b", " c")));

            int beginning = told.get(2).tokens() - 10;
            assertThat(labels.counts().sharedTokens()).isBetween(2L * beginning, 2L * beginning + 40);
            assertThat(likely.counts().sharedTokens()).isBetween(3L * beginning, 3L * beginning + 60);
        }
    }

    // ---------------------------------------------------------------- texts that are fused

    @Test
    void fused_texts_give_the_text_of_the_reference() {
        try (Golden golden = Golden.copy("t5-v1.1-gated-untied");
                Tokenizer tokenizer = Tokenizer.open(golden.folder());
                Model model = open("t5-v1.1-gated-untied", "?max-tokens=48")) {
            JsonNode fusion = golden.json().path("fusion");
            List<Part> parts = new ArrayList<>();
            fusion.path("texts")
                    .forEach(text -> parts.add(Part.document("text " + parts.size(), text.asString(), Integer.MAX_VALUE)
                            .standingApart()));
            int[] expected = Golden.ints(fusion.path("greedy_output_ids"));
            Prompt fused = new Prompt(Prompt.Form.FUSED, parts);
            Prompt other = Prompt.plain(Part.fixed("Query: tea"));

            List<Generated> answers = model.as(Generation.class)
                    .write(List.of(fused, other), GenerationOptions.greedy(expected.length - 1));

            assertThat(answers.get(0).text())
                    .isEqualTo(tokenizer.decode(Arrays.copyOfRange(expected, 1, expected.length), true));
            assertThat(answers.get(0).parts()).hasSize(5);
            assertThat(answers.get(1))
                    .isEqualTo(model.as(Generation.class)
                            .write(List.of(other), GenerationOptions.greedy(expected.length - 1))
                            .getFirst());
        }
    }

    @Test
    void one_text_that_is_fused_is_a_plain_prompt_and_decoders_fuse_none() {
        Prompt plain = Prompt.plain(Part.fixed("Query: tea "), Part.fixed("Document: a drink"));
        Prompt fused = new Prompt(Prompt.Form.FUSED, plain.parts());
        try (Model model = open("t5-v1.1-gated-untied", "");
                Model decoder = open("qwen3", "")) {
            Generation generation = model.as(Generation.class);

            List<Generated> answers = generation.write(List.of(plain, fused), GenerationOptions.greedy(8));

            assertThat(generation.forms()).isEqualTo(Set.of(Prompt.Form.PLAIN, Prompt.Form.FUSED));
            assertThat(answers.get(0)).isEqualTo(answers.get(1));
            assertThatThrownBy(() -> decoder.as(Generation.class).write(List.of(fused), GenerationOptions.greedy(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("encoder-decoder");
        }
    }

    /** A tiny model with a chat template beside it. */
    private static Model chatting(Path folder) throws IOException {
        for (String file : List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")) {
            Files.copy(MODELS.resolve("qwen3").resolve(file), folder.resolve(file));
        }
        Files.writeString(folder.resolve("chat_template.jinja"), CHAT_ML);
        return Models.open("torch:" + folder);
    }
}
