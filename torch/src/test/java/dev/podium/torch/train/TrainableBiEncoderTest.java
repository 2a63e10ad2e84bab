package dev.podium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Embedding.Role;
import dev.podium.model.Model;
import dev.podium.model.Models;
import dev.podium.model.PairScoring;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.Scored;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.model.train.TrainableEmbedding;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainableScorer;
import dev.podium.model.train.TrainableWriting;
import dev.podium.model.train.Tuned;
import dev.podium.model.train.Tuning;
import dev.podium.model.train.VectorPass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OneThread.class)
class TrainableBiEncoderTest {

    private static final Path MODELS = Path.of("src/test/resources/models");
    private static final List<String> TEXTS =
            List.of("Tea is a drink made of leaves.", "A car has four wheels.", "tea", "Leaves fall", "");

    @TempDir
    private Path scratch;

    private static Tuning tuning() {
        return Tuning.of(Tuning.Head.BI_ENCODER, 1e-2);
    }

    private static TrainableModel open(String name, Tuning tuning) {
        return TrainableBiEncoder.open(MODELS.resolve(name), tuning);
    }

    private static float[][] vectors(TrainableModel model, List<String> texts, Role role, Mode mode) {
        try (VectorPass pass = model.as(TrainableEmbedding.class).forward(texts, role, mode)) {
            return pass.vectors();
        }
    }

    private static void assertSame(float[][] actual, List<Embedded> expected, String of) {
        assertThat(actual).hasNumberOfRows(expected.size());
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i])
                    .as("text %d of %s", i, of)
                    .containsExactly(expected.get(i).vector(), within(2e-6f));
        }
    }

    @Test
    void vectors_are_those_that_the_model_serves_whatever_the_role() {
        for (String name : List.of(
                "st-dense", "st-prompts-excluded", "st-last-token-qwen3", "mpnet-base", "st-router", "t5-encoder")) {
            try (Model serving = Models.open("torch:" + MODELS.resolve(name) + "?as=bi-encoder");
                    TrainableModel learning = open(name, tuning())) {
                for (Role role : Role.values()) {
                    List<Embedded> expected = serving.as(Embedding.class).embed(TEXTS, role);

                    assertSame(vectors(learning, TEXTS, role, Mode.INFER), expected, name + " as " + role);
                }
            }
        }
    }

    @Test
    void a_language_model_embeds_texts_and_prompts_by_their_last_token() {
        List<Prompt> prompts = List.of(
                Prompt.plain(Part.fixed("Rank: "), Part.document("one", "green tea", 9)),
                Prompt.plain(Part.fixed("green tea<|im_end|>")));
        List<String> texts = TEXTS.subList(0, 4);
        for (String name : List.of("qwen3", "st-last-token-qwen3")) {
            try (Model serving = Models.open("torch:" + MODELS.resolve(name));
                    TrainableModel learning = open(name, tuning())) {
                Embedding embedding = serving.as(Embedding.class);

                assertSame(
                        vectors(learning, texts, Role.PASSAGE, Mode.INFER), embedding.embed(texts, Role.PASSAGE), name);
                try (VectorPass pass = learning.as(TrainableEmbedding.class).forwardPrompts(prompts, Mode.INFER)) {
                    assertSame(pass.vectors(), embedding.embed(prompts), name);
                }
            }
        }
        try (TrainableModel encoder = open("mpnet-base", tuning())) {
            assertThatThrownBy(() -> encoder.as(TrainableEmbedding.class).forwardPrompts(prompts, Mode.INFER))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("embeds texts and no prompts");
        }
    }

    /** Pulls the first vector towards the second and away from the third. */
    private static double pull(TrainableModel model, Mode mode) {
        try (VectorPass pass = model.as(TrainableEmbedding.class).forward(TEXTS.subList(0, 3), Role.PASSAGE, mode)) {
            float[][] vectors = pass.vectors();
            float[][] gradient = new float[3][vectors[0].length];
            double loss = 0;
            for (int i = 0; i < vectors[0].length; i++) {
                float difference = vectors[2][i] - vectors[1][i];
                loss += vectors[0][i] * difference;
                gradient[0][i] = difference;
                gradient[1][i] = -vectors[0][i];
                gradient[2][i] = vectors[0][i];
            }
            if (mode == Mode.TRAIN) {
                pass.backward(gradient);
            }
            return loss;
        }
    }

    @Test
    void learns_where_two_texts_belong_and_serves_what_it_has_learnt() throws IOException {
        for (String name : List.of("st-dense", "st-router", "qwen3")) {
            Path learnt = scratch.resolve(name);
            float[][] vectors;
            try (TrainableModel model = open(name, tuning())) {
                double before = pull(model, Mode.INFER);
                for (int step = 0; step < 5; step++) {
                    model.begin(step);
                    pull(model, Mode.TRAIN);
                    model.step(1, 1);
                }
                assertThat(pull(model, Mode.INFER)).as(name).isLessThan(before - 0.05);
                vectors = vectors(model, TEXTS, Role.QUERY, Mode.INFER);
                model.write(learnt);
            }
            try (Model serving = Models.open("torch:" + learnt)) {
                assertSame(vectors, serving.as(Embedding.class).embed(TEXTS, Role.QUERY), name);
            }
        }
    }

    private static Slate slate(String query, String... texts) {
        List<Hit> hits = new ArrayList<>();
        for (String text : texts) {
            hits.add(new Hit(Candidate.of("d" + hits.size(), text), 0));
        }
        return new Slate(Query.of("q", query), hits, Scale.REAL);
    }

    private static double weighed(TrainableModel model, List<Slate> slates, boolean backward) {
        double[] weights = {1, -0.5, 0.7, 2, -1};
        try (Pass pass = model.as(TrainableScorer.class).forward(slates, backward ? Mode.TRAIN : Mode.INFER)) {
            if (backward) {
                pass.backward(weights);
            }
            double[] scores = pass.scores();
            double sum = 0;
            for (int i = 0; i < scores.length; i++) {
                sum += weights[i] * scores[i];
            }
            return sum;
        }
    }

    /** A copy of a model that drops nothing, so that two passes are the same. */
    private Path sure(String name) throws IOException {
        return Dropping.copy(MODELS.resolve(name), scratch.resolve("sure-" + name), 0);
    }

    @Test
    void scores_bring_wholes_and_tokens_together_and_can_be_pulled_at() throws IOException {
        List<Slate> slates = List.of(
                slate("green tea", "tea is a drink made of leaves", "a car", "green tea"),
                slate("a car", "a car", "tea is a drink made of leaves"));
        try (TrainableModel model = TrainableBiEncoder.open(sure("st-prompts-excluded"), tuning())) {
            double[] first = model.as(TrainableScorer.class).score(slates.getFirst());

            // From Python: onnxruntime and numpy on the same model, as in OnnxMultiVectorTest, over the temperature.
            assertThat(first)
                    .containsExactly(new double[] {0.876135 / 0.025, 0.785847 / 0.025, 0.928471 / 0.025}, within(1e-3));
            try (Model serving = Models.open("torch:" + MODELS.resolve("st-prompts-excluded") + "?multi-vector=0.5")) {
                PairScoring pairs = serving.as(PairScoring.class);
                assertThat(pairs.apart()).isTrue();
                assertThat(pairs.score("green tea", List.of("tea is a drink made of leaves", "a car", "green tea", "")))
                        .extracting(Scored::score)
                        .satisfies(scores -> {
                            assertThat(scores.get(0)).isCloseTo(0.876135, within(2e-5));
                            assertThat(scores.get(3)).isCloseTo(0.793354, within(2e-5));
                        });
            }
            FiniteDifferences.check(
                    "multi-vector", (LearningModel) model, backward -> weighed(model, slates, backward));
        }
    }

    @Test
    void a_module_without_a_folder_of_its_own_is_no_hindrance() throws IOException {
        Path folder = sure("st-prompts-excluded");
        Path modules = folder.resolve("modules.json");
        Files.writeString(
                modules,
                Files.readString(modules).stripTrailing().replaceAll("]$", "")
                        + ", {\"idx\": 9, \"name\": \"9\", \"path\": \"9_Normalize\", \"type\": \"sentence_transformers.models.Normalize\"}]");
        try (TrainableModel model = TrainableBiEncoder.open(folder, tuning())) {
            model.write(scratch.resolve("written"));
        }

        try (Model serving = Models.open("torch:" + scratch.resolve("written"))) {
            assertThat(serving.as(Embedding.class).dimensions()).isEqualTo(32);
        }
    }

    @Test
    void texts_are_cut_to_the_tokens_that_are_wanted() {
        List<String> texts = List.of("tea leaves ".repeat(30), "tea leaves ".repeat(40));
        try (TrainableModel model = open("mpnet-base", tuning().maxTokens(16))) {
            float[][] vectors = vectors(model, texts, Role.PASSAGE, Mode.INFER);

            assertThat(vectors[0]).containsExactly(vectors[1], within(1e-6f));
        }
    }

    @Test
    void what_is_frozen_does_not_move_and_other_heads_are_refused() {
        Tuning frozen = tuning().tuned(new Tuned.Full(List.of("embeddings.", "encoder.")));
        try (TrainableModel model = open("st-dense", frozen);
                TrainableModel whole = open("st-dense", tuning())) {
            assertThat(model.trained()).isPositive().isLessThan(whole.trained() / 4);
            assertThatThrownBy(() -> model.as(TrainableWriting.class))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("TrainableBiEncoder");
        }
    }

    @Test
    void noise_shakes_what_is_learnt_from_and_follows_from_step_and_seed() {
        Tuning noisy = new Tuning(Tuning.Head.BI_ENCODER, Tuned.all(), 1e-3, 0, 64, false, 5, 3);
        try (TrainableModel model = open("st-last-token-qwen3", noisy)) {
            float[][] sure = vectors(model, TEXTS, Role.QUERY, Mode.INFER);
            model.begin(4);
            float[][] first = vectors(model, TEXTS, Role.QUERY, Mode.TRAIN);
            float[][] second = vectors(model, TEXTS, Role.QUERY, Mode.TRAIN);
            model.begin(4);

            assertThat(vectors(model, TEXTS, Role.QUERY, Mode.TRAIN)).isDeepEqualTo(first);
            assertThat(second[0]).isNotEqualTo(first[0]);
            assertThat(first[0]).isNotEqualTo(sure[0]).containsExactly(sure[0], within(0.9f));
        }
    }
}
