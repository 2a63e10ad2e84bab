package dev.podium.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.Attention;
import dev.podium.model.AttentionMass;
import dev.podium.model.Embedding;
import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.LabelLogits;
import dev.podium.model.Likelihood;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Model;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Models;
import dev.podium.model.NextToken;
import dev.podium.model.PairScoring;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import dev.podium.model.TokenLikelihoods;
import dev.podium.model.TokenLogProb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TorchBackEndTest {

    private static final Path MODELS = Path.of("src/test/resources/models");

    private static Model open(String folder, String settings) {
        return Models.open("torch:" + MODELS.resolve(folder) + settings);
    }

    @Test
    void a_cross_encoder_scores_pairs_and_nothing_else() {
        try (Model model = open("bert-seqcls", "")) {
            PairScoring pairs = model.as(PairScoring.class);
            Tally tally = new Tally();

            List<Scored> together =
                    tally.during(() -> pairs.score("what is tea", List.of("Tea is a drink.", "A car.", "")));

            assertThat(together).hasSize(3);
            Scored alone = pairs.score("what is tea", List.of("A car.")).getFirst();
            assertThat(together.get(1).score()).isCloseTo(alone.score(), within(1e-5));
            assertThat(tally.counts().texts()).isEqualTo(3);
            assertThatThrownBy(() -> model.as(Generation.class))
                    .isInstanceOf(MissingCapabilityException.class)
                    .hasMessageContaining("a cross-encoder");
        }
    }

    @Test
    void a_folder_without_a_scheme_is_recognised() {
        try (Model model = Models.open(MODELS.resolve("bert-seqcls").toString())) {
            assertThat(model.name()).startsWith("torch:");
        }
    }

    @Test
    void a_language_model_tells_labels_as_likely_as_their_text() {
        try (Model model = open("qwen3", "")) {
            Prompt prompt = Prompt.plain(Part.fixed("Query: "), Part.query("query", "tea"), Part.fixed(" Relevant:"));

            LabelLogits logits = model.as(NextToken.class)
                    .logits(List.of(prompt), List.of(" a", " b"))
                    .getFirst();
            List<TokenLikelihoods> told =
                    model.as(Likelihood.class).likelihoods(List.of(prompt, prompt), List.of(" a", " b"));

            // Of one place, logits differ from log-probabilities by what is common to all tokens.
            double byLogits = logits.logits().get(0) - logits.logits().get(1);
            assertThat(byLogits).isCloseTo(told.get(0).sum() - told.get(1).sum(), within(1e-4));
            assertThat(logits.normalised()).isFalse();
            assertThat(logits.parts().getFirst().name()).isEqualTo("query");
        }
    }

    @Test
    void prompts_that_begin_alike_are_told_the_same_together_and_alone() {
        try (Model model = open("llama3", "")) {
            NextToken next = model.as(NextToken.class);
            List<Prompt> prompts = List.of("green tea", "a car with wheels", "x").stream()
                    .map(text -> Prompt.plain(
                            Part.fixed("Judge whether the passage is about tea.\nPassage: "),
                            Part.document("passage", text, 100),
                            Part.fixed("\nAnswer:")))
                    .toList();

            List<LabelLogits> together = next.logits(prompts, List.of(" a", " b"));

            for (int i = 0; i < prompts.size(); i++) {
                LabelLogits alone = next.logits(List.of(prompts.get(i)), List.of(" a", " b"))
                        .getFirst();
                for (int label = 0; label < 2; label++) {
                    assertThat(together.get(i).logits().get(label))
                            .isCloseTo(alone.logits().get(label), within(1e-4));
                }
            }
        }
    }

    @Test
    void what_a_model_writes_is_repeatable_and_its_probabilities_are_those_of_its_likelihood() {
        try (Model model = open("qwen3", "")) {
            Generation generation = model.as(Generation.class);
            GenerationOptions drawn =
                    GenerationOptions.sampled(8, 0.9, 0.95, 7).tellingTop(2).tellingPrompt();

            Generated once = generation.complete(List.of("Tea is"), drawn).getFirst();
            Generated again =
                    generation.complete(List.of("A car", "Tea is"), drawn).get(1);

            assertThat(again.text()).isEqualTo(once.text());
            assertThat(once.tokens()).hasSizeLessThanOrEqualTo(8).isNotEmpty();
            assertThat(once.tokens().getFirst().top()).hasSize(2);
            assertThat(once.prompt()).hasSize(once.promptTokens() - 1);
            assertThat(once.prompt().stream().mapToDouble(TokenLogProb::logProb))
                    .allMatch(p -> p < 0);
        }
    }

    @Test
    void attention_is_told_for_each_token_of_each_part() {
        try (Model model = open("llama3", "")) {
            Prompt prompt = Prompt.plain(
                    Part.document("first", "green tea is hot", 100),
                    Part.fixed("\n"),
                    Part.document("second", "cars", 100),
                    Part.fixed("\nQuery:"),
                    Part.query("query", " tea"));

            AttentionMass mass = model.as(Attention.class)
                    .mass(List.of(prompt), "query", List.of("second", "first"))
                    .getFirst();

            assertThat(mass.mass()).hasSize(2);
            assertThat(mass.mass().get(0).size()).isLessThan(mass.mass().get(1).size());
            // A row of attention sums to 1, and there are some layers and heads.
            assertThat(mass.mass().stream()
                            .flatMap(List::stream)
                            .mapToDouble(Double::doubleValue)
                            .sum())
                    .isPositive();
        }
    }

    @Test
    void an_encoder_decoder_answers_labels_and_writes() {
        try (Model model = open("t5-v1.1-gated-untied", "")) {
            Prompt prompt = Prompt.plain(Part.fixed("Query: tea Document: a drink Relevant:"));

            LabelLogits logits = model.as(NextToken.class)
                    .logits(List.of(prompt), List.of("a", "the"))
                    .getFirst();
            TokenLikelihoods told = model.as(Likelihood.class)
                    .likelihoods(List.of(prompt), List.of("a"))
                    .getFirst();
            Generated written = model.as(Generation.class)
                    .complete(List.of("Query: tea"), GenerationOptions.greedy(5))
                    .getFirst();

            assertThat(logits.logits()).hasSize(2);
            assertThat(told.logProbs()).isNotEmpty();
            assertThat(written.completionTokens()).isLessThanOrEqualTo(5);
        }
    }

    @Test
    void int8_is_near_float32_and_a_bi_encoder_embeds() {
        try (Model exact = open("mpnet-base", "");
                Model rounded = open("mpnet-base", "?numbers=int8")) {
            float[] one = exact.as(Embedding.class)
                    .embed(List.of("green tea"), Embedding.Role.PASSAGE)
                    .getFirst()
                    .vector();
            float[] other = rounded.as(Embedding.class)
                    .embed(List.of("green tea"), Embedding.Role.PASSAGE)
                    .getFirst()
                    .vector();

            double dot = 0;
            double a = 0;
            double b = 0;
            for (int i = 0; i < one.length; i++) {
                dot += one[i] * other[i];
                a += one[i] * one[i];
                b += other[i] * other[i];
            }
            assertThat(dot / Math.sqrt(a * b)).isGreaterThan(0.99);
        }
    }

    @Test
    void a_score_in_int8_does_not_move_with_its_company() {
        try (Model model = open("bert-seqcls", "?numbers=int8")) {
            PairScoring pairs = model.as(PairScoring.class);
            List<String> texts = List.of("Tea is a drink.", "A car has four wheels and an engine, and is loud.", "x");

            List<Scored> together = pairs.score("what is tea", texts);

            for (int i = 0; i < texts.size(); i++) {
                Scored alone = pairs.score("what is tea", List.of(texts.get(i))).getFirst();
                assertThat(together.get(i).score()).isEqualTo(alone.score());
            }
        }
    }

    @Test
    void a_cross_encoder_that_does_not_give_its_known_scores_is_refused(@TempDir Path folder) throws Exception {
        try (var files = Files.list(MODELS.resolve("bert-seqcls"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
        String pairs = "{\"pairs\": [{\"query\": \"what is tea\", \"document\": \"Tea is a drink.\", \"score\": %s}]}";
        double score;
        try (Model model = Models.open("torch:" + folder)) {
            score = model.as(PairScoring.class)
                    .score("what is tea", List.of("Tea is a drink."))
                    .getFirst()
                    .score();
        }

        Files.writeString(folder.resolve("podium-golden.json"), pairs.formatted(score));
        Models.open("torch:" + folder).close();
        Files.writeString(folder.resolve("podium-golden.json"), pairs.formatted(score + 0.5));

        assertThatThrownBy(() -> Models.open("torch:" + folder))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("so it is not served")
                .hasMessageContaining("what is tea");
        Models.open("torch:" + folder + "?seal=off").close();
    }

    @Test
    void a_lora_is_laid_over_its_base_whatever_the_numbers() throws Exception {
        JsonNode golden = new JsonMapper()
                .readTree(MODELS.resolve("llama3-lora").resolve("golden.json").toFile());
        Path plain = MODELS.resolve("llama3-lora")
                .resolve(golden.path("adapters").get(0).asString());
        Prompt prompt = Prompt.plain(Part.fixed("Query: tea Relevant:"));
        try (Model base = open("llama3", "");
                Model adapted = open("llama3", "?adapter=" + plain);
                Model rounded = open("llama3", "?numbers=int8&adapter=" + plain)) {
            double off = next(base, prompt);

            double on = next(adapted, prompt);

            assertThat(Math.abs(on - off)).isGreaterThan(0.01);
            assertThat(Math.abs(next(rounded, prompt) - on)).isLessThan(Math.abs(on - off) / 2);
        }
    }

    private static double next(Model model, Prompt prompt) {
        return model.as(NextToken.class)
                .logits(List.of(prompt), List.of(" a", " b"))
                .getFirst()
                .logits()
                .getFirst();
    }

    @Test
    void a_lora_that_classifies_brings_its_head_and_makes_a_cross_encoder() {
        Path head = MODELS.resolve("llama3-seqcls-lora").resolve("head");
        try (Model with = open("llama3-seqcls", "?adapter=" + head);
                Model without = open("llama3-seqcls", "");
                Model writes = open("llama3", "?adapter=" + head)) {
            assertThat(score(with)).isNotCloseTo(score(without), within(1e-3));
            assertThat(writes.as(PairScoring.class).score("tea", List.of("green tea")))
                    .hasSize(1);
        }
        assertThatThrownBy(() -> open("llama3", "?adapter=" + MODELS.resolve("nowhere")))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("nowhere: no adapter");
    }

    private static double score(Model model) {
        return model.as(PairScoring.class)
                .score("what is tea", List.of("Tea is a drink."))
                .getFirst()
                .score();
    }

    @Test
    void what_cannot_be_opened_is_told_by_name(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> Models.open("torch:" + folder.resolve("nowhere")))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> open("bert-seqcls", "?colour=red"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("colour")
                .hasMessageContaining("numbers");
        assertThatThrownBy(() -> open("bert-seqcls", "?numbers=int4")).hasMessageContaining("int4");
        Files.writeString(
                folder.resolve("config.json"),
                "{\"model_type\": \"dream\", \"architectures\": [\"DreamForCausalLM\"]}");
        assertThatThrownBy(() -> Models.open("torch:" + folder)).isInstanceOf(ModelUnavailableException.class);
    }
}
