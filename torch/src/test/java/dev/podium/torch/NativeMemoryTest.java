package dev.podium.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.model.Attention;
import dev.podium.model.Embedding;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Likelihood;
import dev.podium.model.Model;
import dev.podium.model.Models;
import dev.podium.model.NextToken;
import dev.podium.model.PairScoring;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.model.train.TrainableEmbedding;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainableScorer;
import dev.podium.model.train.TrainableViews;
import dev.podium.model.train.TrainableWriting;
import dev.podium.model.train.TrainableWriting.Lesson;
import dev.podium.model.train.Tuned;
import dev.podium.model.train.Tuning;
import dev.podium.model.train.VectorPass;
import dev.podium.model.train.WritingPass;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.decoder.CausalLm;
import dev.podium.torch.decoder.Session;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * No call leaves a tensor behind, and none makes the process larger.
 *
 * <p>The binding counts what it will free, so one tensor too many is seen after a handful of calls. How many calls there are is
 * {@code podium.calls}; docs/results has what a hundred thousand did.
 */
class NativeMemoryTest {

    private static final Path MODELS = Path.of("src/test/resources/models");
    private static final int CALLS = Integer.getInteger("podium.calls", 60);
    private static final int WARM_UP = 40; // what the allocator and the compiler want once

    private record Called(String model, String capability, Function<Model, Consumer<Random>> call) {}

    @TestFactory
    Stream<DynamicTest> calls_leave_nothing_behind() {
        return Stream.of(
                        new Called("bert-seqcls", "pairs", NativeMemoryTest::pairs),
                        new Called("bert-seqcls?numbers=int8", "pairs, rounded", NativeMemoryTest::pairs),
                        new Called("modernbert-seqcls-cls", "pairs", NativeMemoryTest::pairs),
                        new Called("llama3-seqcls", "pairs of a decoder", NativeMemoryTest::pairs),
                        new Called("mpnet-base", "vectors", NativeMemoryTest::vectors),
                        new Called("colbert-stanford", "late interaction", NativeMemoryTest::pairs),
                        new Called("qwen3", "next tokens", model -> nextTokens(model, " a", " b")),
                        new Called("gemma2", "next tokens", model -> nextTokens(model, " a", " b")),
                        new Called("qwen3", "likelihood", NativeMemoryTest::likelihood),
                        new Called("llama3", "attention", NativeMemoryTest::attention),
                        new Called("qwen3", "writing", NativeMemoryTest::writing),
                        new Called("t5-v1.1-gated-untied", "next tokens", model -> nextTokens(model, "a", "the")),
                        new Called("t5-v1.1-gated-untied", "writing", NativeMemoryTest::writing))
                .map(called -> DynamicTest.dynamicTest(called.model + ": " + called.capability, () -> flat(called)));
    }

    private static void flat(Called called) {
        try (Model model = Models.open("torch:" + MODELS.resolve(called.model))) {
            Consumer<Random> call = called.call.apply(model);
            Random random = new Random(1);
            IntStream.range(0, WARM_UP).forEach(_ -> call.accept(random));
            // What is kept on purpose is bounded, and kept again by the same call.
            call.accept(new Random(2));
            long tensors = Pointer.totalCount();
            long bytes = ResidentMemory.bytes();

            IntStream.range(0, CALLS).forEach(_ -> call.accept(random));
            call.accept(new Random(2));

            assertThat(Pointer.totalCount() - tensors).as("tensors more").isLessThan(40);
            assertThat(ResidentMemory.bytes() - bytes).as("bytes more").isLessThan(24L << 20);
        }
    }

    private record Learning(String model, TrainingCase what) {}

    /** How a model learns. @param step one of learning @param tuned what moves */
    private record TrainingCase(
            Tuning.Head head, Tuned tuned, boolean recompute, BiConsumer<TrainableModel, Random> step) {}

    @TestFactory
    Stream<DynamicTest> steps_leave_nothing_behind() {
        Tuned lora = new Tuned.Lora(2, 4, 0.1, List.of());
        return Stream.of(
                        new Learning(
                                "mpnet-base",
                                new TrainingCase(
                                        Tuning.Head.BI_ENCODER, Tuned.all(), true, NativeMemoryTest::learnVectors)),
                        new Learning(
                                "qwen3",
                                new TrainingCase(Tuning.Head.BI_ENCODER, lora, false, NativeMemoryTest::learnVectors)),
                        new Learning(
                                "qwen3",
                                new TrainingCase(Tuning.Head.LANGUAGE_MODEL, lora, true, NativeMemoryTest::learnWords)),
                        new Learning(
                                "t5-v1.1-gated-untied",
                                new TrainingCase(
                                        Tuning.Head.LANGUAGE_MODEL, Tuned.all(), true, NativeMemoryTest::learnWords)),
                        new Learning(
                                "t5-v1.1-gated-untied",
                                new TrainingCase(Tuning.Head.VIEWS, Tuned.all(), false, NativeMemoryTest::learnViews)),
                        new Learning(
                                "training-traces",
                                new TrainingCase(
                                        Tuning.Head.CROSS_ENCODER,
                                        new Tuned.Bottleneck(4, true),
                                        false,
                                        NativeMemoryTest::learnPairs)))
                .map(learning -> DynamicTest.dynamicTest(
                        "%s as %s by %s".formatted(learning.model, learning.what.head, learning.what.tuned),
                        () -> flat(learning)));
    }

    private static void flat(Learning learning) {
        Tuning tuning =
                new Tuning(learning.what.head, learning.what.tuned, 1e-4, 0.01, 64, learning.what.recompute, 1, 1);
        try (TrainableModel model = new TorchTraining().open(MODELS.resolve(learning.model), tuning)) {
            Random random = new Random(1);
            IntStream.range(0, WARM_UP / 2).forEach(_ -> learning.what.step.accept(model, random));
            long tensors = Pointer.totalCount();
            long bytes = ResidentMemory.bytes();

            for (int i = 0; i < CALLS / 3; i++) {
                model.begin(i);
                learning.what.step.accept(model, random);
                model.step(1, 1);
            }

            assertThat(Pointer.totalCount() - tensors)
                    .as("tensors more, beyond the moments of weights")
                    .isLessThan(40 + 3L * 120);
            assertThat(ResidentMemory.bytes() - bytes).as("bytes more").isLessThan(64L << 20);
            long after = Pointer.totalCount();
            learning.what.step.accept(model, random);
            model.step(1, 1);
            assertThat(Pointer.totalCount() - after)
                    .as("tensors more in a step")
                    .isLessThan(3);
        }
    }

    private static void learnVectors(TrainableModel model, Random random) {
        try (VectorPass pass =
                model.as(TrainableEmbedding.class).forward(texts(random), Embedding.Role.QUERY, Mode.TRAIN)) {
            pass.backward(pass.vectors());
        }
    }

    private static void learnWords(TrainableModel model, Random random) {
        List<Lesson> lessons = prompts(random).stream()
                .map(prompt -> new Lesson(Prompt.plain(Part.document("all", prompt.text(), 40)), "a tea", List.of("a")))
                .toList();
        try (WritingPass pass = model.as(TrainableWriting.class).forward(lessons, Mode.TRAIN)) {
            pass.backward(pass.logProbs(), pass.logits());
        }
    }

    private static Slate slate(Random random) {
        List<Candidate> candidates = texts(random).stream()
                .distinct()
                .map(text -> Candidate.of(text, text))
                .toList();
        Ranking ranking = Ranking.inOrder(Query.of("q", "what is tea"), candidates);
        return new Slate(ranking.query(), ranking.hits(), Scale.ORDINAL);
    }

    private static void learnViews(TrainableModel model, Random random) {
        try (TrainableViews.ViewsPass pass =
                model.as(TrainableViews.class).forward(List.of(slate(random), slate(random)), Mode.TRAIN)) {
            pass.backward(pass.scores(), pass.anchors());
        }
    }

    private static void learnPairs(TrainableModel model, Random random) {
        try (Pass pass = model.as(TrainableScorer.class).forward(slate(random), Mode.TRAIN)) {
            pass.backward(pass.scores());
        }
    }

    private static Consumer<Random> pairs(Model model) {
        PairScoring pairs = model.as(PairScoring.class);
        return random -> assertThat(pairs.score("what is tea", texts(random))).hasSize(4);
    }

    private static Consumer<Random> vectors(Model model) {
        Embedding embedding = model.as(Embedding.class);
        return random -> assertThat(embedding.embed(texts(random), Embedding.Role.PASSAGE))
                .hasSize(4);
    }

    private static Consumer<Random> nextTokens(Model model, String... labels) {
        NextToken next = model.as(NextToken.class);
        return random ->
                assertThat(next.logits(prompts(random), List.of(labels))).hasSize(4);
    }

    private static Consumer<Random> likelihood(Model model) {
        Likelihood likelihood = model.as(Likelihood.class);
        return random -> assertThat(likelihood.likelihoods(prompts(random), List.of(" a", " b", " c", " d")))
                .hasSize(4);
    }

    private static Consumer<Random> attention(Model model) {
        Attention attention = model.as(Attention.class);
        return random -> assertThat(attention.mass(prompts(random), "end", List.of("passage")))
                .hasSize(4);
    }

    private static Consumer<Random> writing(Model model) {
        Generation generation = model.as(Generation.class);
        GenerationOptions options = GenerationOptions.sampled(4, 0.9, 0.95, 7);
        return random -> assertThat(generation.complete(texts(random), options)).hasSize(4);
    }

    private static List<String> texts(Random random) {
        return IntStream.range(0, 4)
                .mapToObj(_ -> "green tea ".repeat(1 + random.nextInt(4)) + random.nextInt(1000))
                .toList();
    }

    /** That begin alike and are long enough for it to be kept. */
    private static List<Prompt> prompts(Random random) {
        String template = "Judge the passage " + random.nextInt(3) + " by its worth to the query. ";
        return texts(random).stream()
                .map(text -> Prompt.plain(
                        Part.fixed(template.repeat(2)),
                        Part.document("passage", text, 100),
                        Part.query("end", "\nAnswer:")))
                .toList();
    }

    @Test
    void a_pass_that_fails_leaves_nothing_behind_and_its_session_as_it_was() {
        try (Checkpoint checkpoint = Checkpoint.open(MODELS.resolve("llama3"));
                Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
                CausalLm model = CausalLm.of(checkpoint.config(), parameters);
                Session session = Session.of(model.decoder());
                Session fork = session.fork()) {
            int[] ids = new Random(3).ints(40, 5, 300).toArray();
            try (Scope _ = Scope.open()) {
                Session.append(List.of(session), List.of(Arrays.copyOf(ids, 20)));
            }
            int[] more = Arrays.copyOfRange(ids, 20, 40);
            fail(List.of(session, fork), List.of(more, more));
            long before = Pointer.totalCount();

            for (int i = 0; i < 10; i++) {
                fail(List.of(session, fork), List.of(more, more));
                fail(List.of(fork), List.of(more));
            }

            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
            try (Scope _ = Scope.open()) {
                Tensor last = Session.append(List.of(session), List.of(more));
                assertThat(model.logits(last, 7).floats()[0])
                        .isCloseTo(model.lastLogits(List.of(ids), 7)[0][0], within(1e-4f));
            }
        }
    }

    private static void fail(List<Session> sessions, List<int[]> more) {
        Observer failing = new Observer() {
            @Override
            public void hidden(int layer, Tensor hidden) {
                if (layer == 1) {
                    throw new IllegalStateException("no memory");
                }
            }
        };
        List<int[]> copies = new ArrayList<>(more);
        assertThatThrownBy(() -> Session.append(sessions, copies, failing)).hasMessage("no memory");
    }
}
