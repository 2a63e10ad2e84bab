package dev.podium.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.text.Special;
import dev.podium.text.Tokenizer;
import dev.podium.text.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {

    private static final Path MODELS = Path.of("src/test/resources/models");

    private static final List<String> LABELS = List.of("[1]", "[2]", "[10]", "[3]");

    @ParameterizedTest
    @ValueSource(strings = {"qwen3", "llama2", "llama3", "gemma"})
    void random_walks_always_end_in_an_answer(String model) {
        try (Tokenizer tokenizer = Tokenizer.open(MODELS.resolve(model))) {
            check(
                    tokenizer,
                    Answers.permutation(LABELS, " > "),
                    "(\\[(?:1|2|3|10)\\])(?: > (?!\\1)\\[(?:1|2|3|10)\\]){3}");
            check(tokenizer, Answers.subset(LABELS, 2, ", "), "(\\[\\d+\\]), (?!\\1)\\[\\d+\\]");
            check(tokenizer, Answers.oneOf(List.of("yes", "yesterday", "café", "心臓")), "yes|yesterday|café|心臓");
            check(tokenizer, Answers.oneOf(List.of("A", "B")).orAfterBlank(), " ?[AB]");
            check(tokenizer, Answers.integer(-12, 105), "-?\\d{1,3}");
            check(tokenizer, Answers.scores(List.of("1", "2"), 0, 10), "\\{\"1\": (\\d|10), \"2\": (\\d|10)\\}");
        }
    }

    private static void check(Tokenizer tokenizer, Answers answers, String pattern) {
        check(tokenizer, answers, pattern, 200);
    }

    private static void check(Tokenizer tokenizer, Answers answers, String pattern, int cases) {
        int end = tokenizer.special(Special.EOS).orElseThrow();
        Vocabulary vocabulary = tokenizer.vocabulary();
        Grammar grammar = Grammar.of(answers, vocabulary, end);
        for (long seed = 0; seed < cases; seed++) {
            Random random = new Random(seed);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int state = grammar.start();
            while (true) {
                int[] allowed = grammar.allowed(state);
                assertThat(allowed).as("seed %d", seed).isNotEmpty();
                int token = allowed[random.nextInt(allowed.length)];
                state = grammar.next(state, token);
                if (state == Grammar.ENDED) {
                    break;
                }
                bytes.writeBytes(vocabulary.bytes(token));
            }
            String answer = bytes.toString(StandardCharsets.UTF_8);
            assertThat(answer).as("seed %d", seed).matches(Pattern.compile(pattern));
            assertThat(answers.contains(answer)).as("seed %d: %s", seed, answer).isTrue();
        }
    }

    @Test
    void integers_are_those_of_the_range_and_no_other() {
        for (int[] range : new int[][] {{0, 10}, {-12, 105}, {7, 7}, {-30, -4}, {95, 1203}}) {
            Answers answers = Answers.integer(range[0], range[1]);
            for (int i = -1300; i <= 1300; i++) {
                assertThat(answers.contains("" + i)).as("%d", i).isEqualTo(i >= range[0] && i <= range[1]);
            }
            assertThat(answers.contains("007")).isFalse();
            assertThat(answers.contains("-0")).isFalse();
        }
    }

    @Test
    void refuses_a_token_that_may_not_come() {
        try (Tokenizer tokenizer = Tokenizer.open(MODELS.resolve("qwen3"))) {
            Grammar grammar =
                    Grammar.of(Answers.oneOf(List.of("A")), tokenizer.vocabulary(), tokenizer.id("<|im_end|>"));
            assertThatThrownBy(() -> grammar.next(grammar.start(), tokenizer.id("B")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("may not come here");
        }
    }

    @Test
    void a_permutation_of_a_hundred_labels_is_found_without_searching_all() {
        List<String> labels =
                IntStream.rangeClosed(1, 100).mapToObj(i -> "[" + i + "]").toList();
        try (Tokenizer tokenizer = Tokenizer.open(MODELS.resolve("qwen3"))) {
            check(tokenizer, Answers.permutation(labels, " > "), "(?:\\[\\d+\\](?: > )?){100}", 3);
        }
    }

    @Test
    void any_of_several_end_tokens_ends_an_answer_and_nothing_else_may_come_behind_the_longest() {
        try (Tokenizer tokenizer = Tokenizer.open(MODELS.resolve("qwen3"))) {
            int end = tokenizer.id("<|im_end|>");
            int other = tokenizer.id("<|endoftext|>");
            Grammar grammar = Grammar.of(
                    Answers.oneOf(List.of("1", "10")), Pieces.of(tokenizer.vocabulary(), List.of(end, other)));

            int one = grammar.next(grammar.start(), tokenizer.id("1"));
            int ten = grammar.next(one, tokenizer.id("0"));

            assertThat(grammar.mustEnd(one)).isFalse();
            assertThat(grammar.allowed(one)).contains(end, other, tokenizer.id("0"));
            assertThat(grammar.mustEnd(ten)).isTrue();
            assertThat(grammar.next(one, other)).isEqualTo(Grammar.ENDED);
            assertThat(grammar.next(ten, end)).isEqualTo(Grammar.ENDED);
        }
    }
}
