package dev.podium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainableScorer;
import dev.podium.model.train.TrainingBackEnd;
import dev.podium.model.train.Tuning;
import dev.podium.torch.TorchTraining;
import dev.podium.train.Trainer;
import dev.podium.train.TrainingPlan;
import dev.podium.train.TrainingWatch;
import dev.podium.train.data.Choice;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingList;
import dev.podium.train.data.TrainingSet;
import dev.podium.train.loss.SoftmaxCrossEntropy;
import dev.podium.train.objective.Aim;
import dev.podium.train.objective.ListObjective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/training.md, to the letter. */
class DocumentedTrainingTest {

    private static final Path DOCUMENTATION = Path.of("../docs/training.md");
    private static final Path HERE = Path.of("src/test/java/dev/podium/torch/train/DocumentedTrainingTest.java");

    private final TrainingBackEnd backEnd = new TorchTraining();
    private final Path folder = Path.of("src/test/resources/models/training-traces");
    private final TrainingSet set = new TrainingSet(
            "teas",
            List.of(new TrainingList(
                    new Slate(
                            Query.of("what is tea"),
                            Ranking.inOrder(
                                            Query.of("what is tea"),
                                            List.of(Candidate.of("1", "Tea is a drink."), Candidate.of("2", "A car.")))
                                    .hits(),
                            Scale.ORDINAL),
                    List.of(1.0, 0.0),
                    List.of())));

    @TempDir
    private Path run;

    private void documented() throws IOException {
        try (TrainableModel model = backEnd.open(folder, Tuning.of(Tuning.Head.CROSS_ENCODER, 2e-5))) {
            var objective = new ListObjective(
                    model.as(TrainableScorer.class),
                    new Mixture(List.of(set), 1, 1),
                    new Choice(8, 1, 0.5),
                    List.of(Aim.atGrades(1, new SoftmaxCrossEntropy())),
                    16,
                    4);
            new Trainer(model, objective, TrainingPlan.of(3), List.of(), run, TrainingWatch.NOBODY).run();
        }
    }

    @Test
    void the_example_trains() throws IOException {
        documented();

        assertThat(run.resolve("best/model.safetensors")).exists();
    }

    @Test
    void the_example_is_what_is_tested() throws IOException {
        String documentation = Files.readString(DOCUMENTATION);
        int from = documentation.indexOf("```java\n") + "```java\n".length();
        String example = documentation.substring(from, documentation.indexOf("```", from));

        assertThat(lines(Files.readString(HERE))).containsSubsequence(lines(example.replace("of(1000)", "of(3)")));
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).toList();
    }
}
