package dev.podium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.model.Model;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Models;
import dev.podium.model.NextToken;
import dev.podium.model.PairScoring;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.Scored;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainableScorer;
import dev.podium.model.train.TrainableWriting;
import dev.podium.model.train.TrainableWriting.Lesson;
import dev.podium.model.train.Tuned;
import dev.podium.model.train.Tuning;
import dev.podium.model.train.Tuning.Head;
import dev.podium.model.train.WritingPass;
import dev.podium.torch.adapter.Bottleneck;
import dev.podium.torch.adapter.SparseDelta;
import dev.podium.torch.adapter.Stack;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.head.SequenceClassifier;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What moves, where not all does: LoRA, bottlenecks, a few numbers. */
@ExtendWith(OneThread.class)
class TuningsTest {

    private static final Path MODELS = Path.of("src/test/resources/models");
    private static final Path PAIRS = MODELS.resolve("training-traces");
    private static final List<String> TEXTS =
            List.of("Tea is a drink made of leaves.", "A car has four wheels.", "Leaves");
    private static final Tuned LORA = new Tuned.Lora(4, 8, 0, List.of());

    @TempDir
    private Path scratch;

    private static Tuning tuning(Head head, Tuned tuned) {
        return new Tuning(head, tuned, 2e-2, 0, 64, false, 0, 3);
    }

    private static Slate slate() {
        List<Candidate> candidates =
                TEXTS.stream().map(text -> Candidate.of(text, text)).toList();
        Ranking ranking = Ranking.inOrder(Query.of("q", "what is tea"), candidates);
        return new Slate(ranking.query(), ranking.hits(), Scale.ORDINAL);
    }

    private static double[] scores(TrainableModel model) {
        return model.as(TrainableScorer.class).score(slate());
    }

    /** Moves the second text up and the others down. */
    private static void learn(TrainableModel model, int steps) {
        for (int step = 0; step < steps; step++) {
            model.begin(step);
            try (Pass pass = model.as(TrainableScorer.class).forward(slate(), Mode.TRAIN)) {
                pass.backward(new double[] {1, -2, 1});
            }
            model.step(1, 1);
        }
    }

    // ---------------------------------------------------------------- LoRA

    @Test
    void a_lora_begins_as_the_model_moves_little_of_it_and_serves_what_it_learnt() throws IOException {
        double[] learnt;
        double[] begun;
        try (TrainableModel whole = TrainableCrossEncoder.open(PAIRS, tuning(Head.CROSS_ENCODER, Tuned.all()));
                TrainableModel model = TrainableCrossEncoder.open(PAIRS, tuning(Head.CROSS_ENCODER, LORA))) {
            begun = scores(model);
            assertThat(begun).containsExactly(scores(whole), within(1e-6));
            assertThat(model.trained()).isLessThan(whole.trained() / 2);
            learn(model, 8);
            learnt = scores(model);
            model.write(scratch.resolve("lora"));
        }

        assertThat(learnt[1] - learnt[0]).isGreaterThan(begun[1] - begun[0] + 0.1);
        assertThat(served("torch:" + PAIRS + "?seal=off&adapter=" + scratch.resolve("lora")))
                .containsExactly(served(learnt), within(1e-5));
    }

    private static double[] served(String reference) {
        try (Model model = Models.open(reference)) {
            return model.as(PairScoring.class).score("what is tea", TEXTS).stream()
                    .mapToDouble(Scored::score)
                    .toArray();
        }
    }

    /** As the folder serves them: its configuration wants probabilities or the logits themselves. */
    private static double[] served(double[] logits) {
        double[] plain = served("torch:" + PAIRS + "?seal=off");
        boolean probabilities = Arrays.stream(plain).allMatch(score -> score > 0 && score < 1);
        return Arrays.stream(logits)
                .map(logit -> probabilities ? 1 / (1 + Math.exp(-logit)) : logit)
                .toArray();
    }

    @Test
    void a_lora_of_a_bare_encoder_brings_its_head() throws IOException {
        Path base = MODELS.resolve("mpnet-base");
        double[] learnt;
        try (TrainableModel model = TrainableCrossEncoder.open(base, tuning(Head.CROSS_ENCODER, LORA))) {
            learn(model, 4);
            learnt = scores(model);
            model.write(scratch.resolve("lora"));
        }
        try (Model serving = Models.open("torch:" + base + "?adapter=" + scratch.resolve("lora"))) {
            double[] scores = serving.as(PairScoring.class).score("what is tea", TEXTS).stream()
                    .mapToDouble(Scored::score)
                    .toArray();
            assertThat(scores)
                    .containsExactly(
                            Arrays.stream(learnt)
                                    .map(logit -> 1 / (1 + Math.exp(-logit)))
                                    .toArray(),
                            within(1e-5));
        }
    }

    @Test
    void a_lora_of_a_language_model_serves_what_it_learnt() throws IOException {
        Prompt prompt = Prompt.plain(Part.fixed("Query: tea Document: leaves Relevant:"));
        List<Lesson> lessons = List.of(new Lesson(prompt, "", List.of(" a", " b")));
        for (String name : List.of("qwen3", "t5-v1.1-gated-untied")) {
            List<Lesson> own = name.startsWith("t5") ? List.of(new Lesson(prompt, "", List.of("a", "the"))) : lessons;
            Path folder = scratch.resolve(name);
            double[] learnt;
            try (TrainableModel model = TrainableLanguageModel.open(
                    MODELS.resolve(name), tuning(Head.LANGUAGE_MODEL, new Tuned.Lora(2, 4, 0.1, List.of())))) {
                for (int step = 0; step < 5; step++) {
                    model.begin(step);
                    try (WritingPass pass = model.as(TrainableWriting.class).forward(own, Mode.TRAIN)) {
                        pass.backward(new double[1][0], new double[][] {{-1, 1}});
                    }
                    model.step(1, 1);
                }
                try (WritingPass pass = model.as(TrainableWriting.class).forward(own, Mode.INFER)) {
                    learnt = pass.logits()[0];
                }
                model.write(folder);
            }
            try (Model plain = Models.open("torch:" + MODELS.resolve(name));
                    Model serving = Models.open("torch:" + MODELS.resolve(name) + "?adapter=" + folder)) {
                List<String> labels = own.getFirst().labels();
                double[] logits = logits(serving, prompt, labels);
                assertThat(logits).as(name).containsExactly(learnt, within(1e-4));
                assertThat(logits[0] - logits[1])
                        .as(name)
                        .isGreaterThan(logits(plain, prompt, labels)[0] - logits(plain, prompt, labels)[1] + 0.05);
            }
        }
    }

    private static double[] logits(Model model, Prompt prompt, List<String> labels) {
        return model.as(NextToken.class).logits(List.of(prompt), labels).getFirst().logits().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    @Test
    void a_lora_is_laid_on_the_layers_that_are_named() throws IOException {
        Tuned some = new Tuned.Lora(4, 8, 0, List.of("q_proj", "v_proj"));
        try (TrainableModel model =
                        TrainableLanguageModel.open(MODELS.resolve("qwen3"), tuning(Head.LANGUAGE_MODEL, some));
                TrainableModel all =
                        TrainableLanguageModel.open(MODELS.resolve("qwen3"), tuning(Head.LANGUAGE_MODEL, LORA))) {
            assertThat(model.trained()).isLessThan(all.trained());
            assertThat(((LearningModel) model).parameters().keySet())
                    .contains("model.layers.0.self_attn.q_proj.lora_A.weight")
                    .allMatch(name -> name.contains("q_proj") || name.contains("v_proj"));
            model.write(scratch);
            assertThat(Files.readString(scratch.resolve("adapter_config.json")))
                    .contains("\"target_modules\" : [ \"q_proj\", \"v_proj\" ]", "\"task_type\" : \"CAUSAL_LM\"");
        }
        assertThatThrownBy(() -> TrainableLanguageModel.open(
                        MODELS.resolve("qwen3"),
                        tuning(Head.LANGUAGE_MODEL, new Tuned.Lora(4, 8, 0, List.of("query")))))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("no linear layer \"query\"");
    }

    // ---------------------------------------------------------------- bottlenecks

    @Test
    void bottlenecks_serve_what_they_learnt_in_the_files_of_adapterhub() throws IOException {
        for (boolean invertible : new boolean[] {false, true}) {
            Path folder = scratch.resolve("bottleneck" + invertible);
            double[] learnt;
            Tuned tuned = new Tuned.Bottleneck(4, invertible);
            try (TrainableModel model = TrainableCrossEncoder.open(PAIRS, tuning(Head.CROSS_ENCODER, tuned))) {
                double[] before = scores(model);
                learn(model, 8);
                learnt = scores(model);
                assertThat(learnt[1] - learnt[0]).isGreaterThan(before[1] - before[0] + 0.05);
                model.write(folder);
            }
            try (Opened base = Opened.plain();
                    Bottleneck bottleneck = Bottleneck.open(folder, base.model.encoder());
                    Stack stack = Stack.of(base.model.encoder(), bottleneck)) {
                assertThat(bottleneck.isInvertible()).isEqualTo(invertible);
                stack.lay();
                assertThat(base.scores()).containsExactly(learnt, within(1e-5));
            }
            assertThat(served("torch:" + PAIRS + "?seal=off&adapter=" + folder))
                    .containsExactly(served(learnt), within(1e-5));
        }
    }

    @Test
    void an_adapter_of_any_kind_brings_the_head_that_a_bare_encoder_lacks() throws IOException {
        Path base = MODELS.resolve("mpnet-base");
        for (Tuned tuned : List.of(new Tuned.Bottleneck(4, false), new Tuned.Sparse(300, List.of()))) {
            Path folder = scratch.resolve(tuned.getClass().getSimpleName());
            double[] learnt;
            try (TrainableModel model = TrainableCrossEncoder.open(base, tuning(Head.CROSS_ENCODER, tuned))) {
                learn(model, 4);
                if (model.rewind()) {
                    learn(model, 4);
                }
                learnt = scores(model);
                model.write(folder);
            }
            try (Model serving = Models.open("torch:" + base + "?adapter=" + folder)) {
                double[] scores = serving.as(PairScoring.class).score("what is tea", TEXTS).stream()
                        .mapToDouble(Scored::score)
                        .toArray();
                assertThat(scores)
                        .as("%s", tuned)
                        .containsExactly(
                                Arrays.stream(learnt)
                                        .map(logit -> 1 / (1 + Math.exp(-logit)))
                                        .toArray(),
                                within(1e-5));
            }
        }
    }

    @Test
    void bottlenecks_are_for_encoders() {
        assertThatThrownBy(() -> TrainableLanguageModel.open(
                        MODELS.resolve("qwen3"), tuning(Head.LANGUAGE_MODEL, new Tuned.Bottleneck(4, false))))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("Bottlenecks are for encoders");
    }

    /** The classifier as it came, to lay adapters on. */
    private record Opened(
            Checkpoint checkpoint, Parameters parameters, SequenceClassifier model, dev.podium.text.Tokenizer tokenizer)
            implements AutoCloseable {

        static Opened plain() {
            Checkpoint checkpoint = Checkpoint.open(PAIRS);
            Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
            return new Opened(
                    checkpoint,
                    parameters,
                    SequenceClassifier.of(checkpoint.config(), parameters),
                    checkpoint.tokenizer());
        }

        double[] scores() {
            return TEXTS.stream()
                    .mapToDouble(text -> {
                        var pair = tokenizer.encodePair("what is tea", text, 64);
                        try (Scope _ = Scope.open()) {
                            return model.logits(TokenBatch.of(List.of(pair.ids()), List.of(pair.types())))
                                    .doubles()[0];
                        }
                    })
                    .toArray();
        }

        @Override
        public void close() {
            tokenizer.close();
            parameters.close();
            checkpoint.close();
        }
    }

    // ---------------------------------------------------------------- a few numbers

    @Test
    void the_numbers_that_moved_farthest_are_trained_again_from_where_they_began() throws IOException {
        Path folder = scratch.resolve("sparse");
        Path kept = scratch.resolve("kept.safetensors");
        Tuned tuned = new Tuned.Sparse(300, List.of("LayerNorm"));
        double[] learnt;
        try (TrainableModel model = TrainableCrossEncoder.open(PAIRS, tuning(Head.CROSS_ENCODER, tuned))) {
            double[] begun = scores(model);
            assertThat(model.trained()).isEqualTo(300);
            assertThatThrownBy(() -> model.write(folder)).hasMessageContaining("not chosen yet");
            learn(model, 6);
            assertThat(model.rewind()).isTrue();
            assertThat(scores(model)).containsExactly(begun, within(1e-6));
            learn(model, 3);
            model.keep(kept, 3);
            learn(model, 5);
            assertThat(model.rewind()).isFalse();
            learnt = scores(model);
            assertThat(learnt[1] - learnt[0]).isGreaterThan(begun[1] - begun[0] + 0.05);
            model.write(folder);
        }
        try (Opened base = Opened.plain();
                SparseDelta delta = SparseDelta.open(folder, base.parameters)) {
            assertThat(delta.size()).isEqualTo(300);
            delta.lay();
            assertThat(base.scores()).containsExactly(learnt, within(1e-5));
        }
        assertThat(served("torch:" + PAIRS + "?seal=off&adapter=" + folder))
                .containsExactly(served(learnt), within(1e-5));
        try (TrainableModel again = TrainableCrossEncoder.open(PAIRS, tuning(Head.CROSS_ENCODER, tuned))) {
            assertThat(again.resume(kept)).isEqualTo(3);
            learn(again, 5);
            assertThat(scores(again)).isEqualTo(learnt);
        }
    }

    @Test
    void farthest_are_those_of_a_sorted_list_and_no_more_than_moved() {
        Random random = new Random(9);
        for (int seed = 0; seed < 50; seed++) {
            float[] one = ways(random);
            float[] other = ways(random);
            int most = 1 + random.nextInt(60);

            Map<String, long[]> chosen =
                    Farthest.of(List.of("one", "other"), name -> name.equals("one") ? one : other, most);

            float[] sorted = new float[one.length + other.length];
            for (int i = 0; i < one.length; i++) {
                sorted[i] = -Math.abs(one[i]);
                sorted[one.length + i] = -Math.abs(other[i]);
            }
            Arrays.sort(sorted);
            long moved = 0;
            double expected = 0;
            for (int i = 0; i < most; i++) {
                moved += sorted[i] != 0 ? 1 : 0;
                expected -= sorted[i];
            }
            double sum = 0;
            long taken = 0;
            for (var entry : chosen.entrySet()) {
                for (long index : entry.getValue()) {
                    sum += Math.abs(entry.getKey().equals("one") ? one[(int) index] : other[(int) index]);
                    taken++;
                }
            }
            assertThat(taken).as("seed %d", seed).isEqualTo(moved);
            assertThat(sum).as("seed %d", seed).isCloseTo(expected, within(1e-4));
        }
    }

    private static float[] ways(Random random) {
        float[] ways = new float[40];
        for (int i = 0; i < ways.length; i++) {
            ways[i] = random.nextInt(3) == 0 ? 0 : (random.nextInt(9) - 4) * (random.nextBoolean() ? 1 : 1e-7f);
        }
        return ways;
    }
}
