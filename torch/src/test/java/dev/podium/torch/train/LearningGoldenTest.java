package dev.podium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.train.Mode;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainableWriting;
import dev.podium.model.train.TrainableWriting.Lesson;
import dev.podium.model.train.Tuning;
import dev.podium.model.train.WritingPass;
import dev.podium.torch.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Words and their gradients as the reference implementation has them: {@code src/test/python/make_learning.py}. */
@ExtendWith(OneThread.class)
class LearningGoldenTest {

    private static final Path RESOURCES = Path.of("src/test/resources");

    private static List<Lesson> lessons(List<String> labels) {
        return List.of(
                lesson("Query: tea Document: green tea is a drink made of leaves Relevant:", " it is", labels),
                lesson("Query: tea Document: cars Relevant:", " no, it is not so", List.of()),
                lesson("Query: tea Document: leaves fall Relevant:", "", labels));
    }

    private static Lesson lesson(String prompt, String answer, List<String> labels) {
        return new Lesson(Prompt.plain(Part.fixed(prompt)), answer, labels);
    }

    private static void assertClose(double[][] actual, JsonNode expected, String what) {
        int at = 0;
        for (double[] row : actual) {
            for (double number : row) {
                assertThat(number)
                        .as("%s %d", what, at)
                        .isCloseTo(expected.path(at++).asDouble(), within(2e-4));
            }
        }
        assertThat(at).isEqualTo(expected.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen3", "gemma2", "t5-v1.1-gated-untied"})
    void gradients_are_those_of_autograd(String name) throws IOException {
        JsonNode golden = new JsonMapper()
                .readTree(Files.readString(RESOURCES.resolve("learning").resolve(name + ".json")));
        List<String> labels = new ArrayList<>();
        golden.path("labels").forEach(label -> labels.add(label.asString()));
        Tuning tuning = Tuning.of(Tuning.Head.LANGUAGE_MODEL, 1e-3);
        try (TrainableModel model =
                        TrainableLanguageModel.open(RESOURCES.resolve("models").resolve(name), tuning);
                WritingPass pass = model.as(TrainableWriting.class).forward(lessons(labels), Mode.TRAIN)) {
            assertClose(pass.logProbs(), golden.path("log_probs"), "log-probability");
            assertClose(pass.logits(), golden.path("logits"), "logit");
            pass.backward(
                    FiniteDifferences.weights(pass.logProbs(), 1), FiniteDifferences.weights(pass.logits(), -0.7));

            for (Map.Entry<String, Tensor> one :
                    ((LearningModel) model).parameters().entrySet()) {
                JsonNode expected = golden.path("gradients").path(one.getKey());
                assertThat(expected.isMissingNode()).as(one.getKey()).isFalse();
                float[] gradient = one.getValue().gradient().orElseThrow().floats();
                double squares = 0;
                double product = 0;
                for (int i = 0; i < gradient.length; i++) {
                    squares += (double) gradient[i] * gradient[i];
                    product += gradient[i] * Math.cos(i);
                }
                double norm = expected.path("norm").asDouble();
                assertThat(Math.sqrt(squares))
                        .as("norm of %s", one.getKey())
                        .isCloseTo(norm, within(1e-3 * norm + 1e-4));
                assertThat(product)
                        .as("product of %s", one.getKey())
                        .isCloseTo(expected.path("product").asDouble(), within(2e-3 * norm + 1e-4));
            }
        }
    }
}
