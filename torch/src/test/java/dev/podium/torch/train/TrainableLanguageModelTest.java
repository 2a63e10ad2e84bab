package dev.podium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.LabelLogits;
import dev.podium.model.Likelihood;
import dev.podium.model.Model;
import dev.podium.model.Models;
import dev.podium.model.NextToken;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.TokenLikelihoods;
import dev.podium.model.train.Mode;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainableWriting;
import dev.podium.model.train.TrainableWriting.Lesson;
import dev.podium.model.train.Tuned;
import dev.podium.model.train.Tuning;
import dev.podium.model.train.WritingPass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OneThread.class)
class TrainableLanguageModelTest {

    private static final Path MODELS = Path.of("src/test/resources/models");
    private static final List<String> FAMILIES =
            List.of("qwen3", "llama3", "gemma2", "t5-v1.1-gated-untied", "t5-v1.0-relu-tied");
    private static final String CHAT_ML = """
            {%- for message in messages %}<|im_start|>{{ message.role }}
            {{ message.content }}<|im_end|>
            {% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
            {% endif %}""";

    @TempDir
    private Path scratch;

    private static Tuning tuning() {
        return Tuning.of(Tuning.Head.LANGUAGE_MODEL, 1e-2);
    }

    private static TrainableModel open(String name) {
        return TrainableLanguageModel.open(MODELS.resolve(name), tuning());
    }

    private static Prompt prompt(String text) {
        return Prompt.plain(
                Part.fixed("Query: tea Document: "), Part.document("d", text, 100), Part.fixed(" Relevant:"));
    }

    private static List<Lesson> lessons(String name) {
        List<String> labels = name.startsWith("t5") ? List.of("a", "the") : List.of(" a", " b");
        return List.of(
                new Lesson(prompt("green tea is a drink made of leaves"), " it is", labels),
                new Lesson(prompt("cars"), " no, it is not so", List.of()),
                new Lesson(prompt("leaves fall"), "", labels));
    }

    private static WritingPass forward(TrainableModel model, List<Lesson> lessons, Mode mode) {
        return model.as(TrainableWriting.class).forward(lessons, mode);
    }

    private static void assertServed(Model serving, WritingPass pass, List<Lesson> lessons, String name) {
        for (int i = 0; i < lessons.size(); i++) {
            Lesson lesson = lessons.get(i);
            assertThat(pass.logits()[i]).hasSize(lesson.labels().size());
            if (!lesson.labels().isEmpty()) {
                LabelLogits expected = serving.as(NextToken.class)
                        .logits(List.of(lesson.prompt()), lesson.labels())
                        .getFirst();
                for (int label = 0; label < lesson.labels().size(); label++) {
                    assertThat(pass.logits()[i][label])
                            .as("label %d of lesson %d of %s", label, i, name)
                            .isCloseTo(expected.logits().get(label), within(1e-4));
                }
            }
            if (!lesson.answer().isEmpty()) {
                TokenLikelihoods expected = serving.as(Likelihood.class)
                        .likelihoods(List.of(lesson.prompt()), List.of(lesson.answer()))
                        .getFirst();
                assertThat(pass.logProbs()[i])
                        .as("lesson %d of %s", i, name)
                        .hasSameSizeAs(expected.logProbs().toArray());
                for (int token = 0; token < pass.logProbs()[i].length; token++) {
                    assertThat(pass.logProbs()[i][token])
                            .as("token %d of lesson %d of %s", token, i, name)
                            .isCloseTo(expected.logProbs().get(token), within(1e-4));
                }
            }
        }
    }

    @Test
    void one_forward_gives_the_likelihoods_and_the_logits_that_the_model_serves() {
        for (String name : FAMILIES) {
            try (Model serving = Models.open("torch:" + MODELS.resolve(name));
                    TrainableModel learning = open(name);
                    WritingPass inferred = forward(learning, lessons(name), Mode.INFER);
                    WritingPass learnt = forward(learning, lessons(name), Mode.TRAIN)) {
                assertServed(serving, inferred, lessons(name), name);
                assertServed(serving, learnt, lessons(name), name);
            }
        }
    }

    @Test
    void conversations_are_read_by_the_template_and_end_by_their_mark() throws IOException {
        for (String file : List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")) {
            Files.copy(MODELS.resolve("qwen3").resolve(file), scratch.resolve(file));
        }
        Files.writeString(scratch.resolve("chat_template.jinja"), CHAT_ML);
        try (Model serving = Models.open("torch:" + scratch);
                TrainableModel learning = TrainableLanguageModel.open(scratch, tuning())) {
            String end = learning.as(TrainableWriting.class).end();
            List<Lesson> lessons = List.of(
                    new Lesson(Prompt.chat(Part.fixed("Which of [1] and [2]?")), "[2]" + end, List.of("[", "1")));

            assertThat(end).isEqualTo("<|im_end|>");
            try (WritingPass pass = forward(learning, lessons, Mode.INFER)) {
                assertServed(serving, pass, lessons, "chat");
            }
        }
    }

    /** A loss of both parts is the sum of weights times log-probabilities and logits. */
    private static double dot(double[][] a, double[][] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                sum += a[i][j] * b[i][j];
            }
        }
        return sum;
    }

    private static double loss(TrainableModel model, List<Lesson> lessons, boolean backward) {
        try (WritingPass pass = forward(model, lessons, backward ? Mode.TRAIN : Mode.INFER)) {
            double[][] ofLogProbs = FiniteDifferences.weights(pass.logProbs(), 1);
            double[][] ofLogits = FiniteDifferences.weights(pass.logits(), -0.7);
            if (backward) {
                pass.backward(ofLogProbs, ofLogits);
            }
            return dot(ofLogProbs, pass.logProbs()) + dot(ofLogits, pass.logits());
        }
    }

    @Test
    void gradients_are_those_of_finite_differences() {
        for (String name : FAMILIES) {
            // Layers that are run again where there is a window or a bias of positions, the others as they are.
            boolean recompute = List.of("gemma2", "t5-v1.1-gated-untied").contains(name);
            Tuning tuning = new Tuning(Tuning.Head.LANGUAGE_MODEL, Tuned.all(), 1, 0, 256, recompute, 0, 1);
            try (TrainableModel model = TrainableLanguageModel.open(MODELS.resolve(name), tuning)) {
                FiniteDifferences.check(name, (LearningModel) model, backward -> loss(model, lessons(name), backward));
            }
        }
    }

    @Test
    void learns_an_answer_and_an_order_of_labels_and_serves_them() throws IOException {
        for (String name : List.of("qwen3", "llama3", "t5-v1.1-gated-untied")) {
            List<Lesson> lessons = lessons(name);
            Path learnt = scratch.resolve(name);
            try (TrainableModel model = open(name)) {
                for (int step = 0; step < 12; step++) {
                    model.begin(step);
                    try (WritingPass pass = forward(model, lessons, Mode.TRAIN)) {
                        double[][] likelier = pass.logProbs();
                        for (double[] one : likelier) {
                            java.util.Arrays.fill(one, -1);
                        }
                        pass.backward(likelier, new double[][] {{-1, 1}, {}, {-1, 1}});
                    }
                    model.step(1, 1);
                }
                model.write(learnt);
                try (Model serving = Models.open("torch:" + learnt);
                        WritingPass pass = forward(model, lessons, Mode.INFER)) {
                    assertServed(serving, pass, lessons, name);
                    assertThat(pass.logits()[0][0]).as(name).isGreaterThan(pass.logits()[0][1] + 1);
                    assertThat(pass.logProbs()[1][1]).as(name).isGreaterThan(-2);
                }
            }
        }
    }

    @Test
    void refuses_gradients_of_another_shape_or_a_second_time() {
        try (TrainableModel model = open("qwen3");
                WritingPass pass = forward(model, lessons("qwen3"), Mode.TRAIN);
                WritingPass scored = forward(model, lessons("qwen3"), Mode.INFER)) {
            double[][] none = new double[3][0];
            assertThatThrownBy(() -> pass.backward(none, none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("log-probabilities");
            pass.backward(pass.logProbs(), pass.logits());
            for (WritingPass shut : List.of(pass, scored)) {
                assertThatThrownBy(() -> shut.backward(shut.logProbs(), shut.logits()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("The pass cannot go backward");
            }
        }
    }
}
