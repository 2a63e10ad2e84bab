package dev.podium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.model.ListScoring;
import dev.podium.model.Model;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Models;
import dev.podium.model.PlainText;
import dev.podium.model.Scored;
import dev.podium.model.train.Mode;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainableViews;
import dev.podium.model.train.Tuned;
import dev.podium.model.train.Tuning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OneThread.class)
class TrainableMvpTest {

    private static final Path MODEL = Path.of("src/test/resources/models/t5-v1.1-gated-untied");
    private static final List<Slate> SLATES = List.of(
            slate("what is tea", "Tea is a drink made of leaves.", "A car has four wheels.", "Leaves"),
            slate("how many wheels has a car", "It has four.", "Tea is a drink made of leaves."));

    @TempDir
    private Path scratch;

    private static Slate slate(String query, String... texts) {
        List<Candidate> candidates =
                Arrays.stream(texts).map(text -> Candidate.of(text, text)).toList();
        Ranking ranking = Ranking.inOrder(Query.of("q", query), candidates);
        return new Slate(ranking.query(), ranking.hits(), Scale.ORDINAL);
    }

    private static TrainableModel open(boolean recompute) {
        return TrainableMvp.open(MODEL, new Tuning(Tuning.Head.VIEWS, Tuned.all(), 1e-2, 0, 256, recompute, 0, 1));
    }

    private static TrainableViews.ViewsPass forward(TrainableModel model, Mode mode) {
        return model.as(TrainableViews.class).forward(SLATES, mode);
    }

    private static double[] served(Model model) {
        return model
                .as(ListScoring.class)
                .score(SLATES.stream()
                        .map(slate -> new ListScoring.Asked(
                                PlainText.of(slate.query()),
                                slate.candidates().stream().map(Candidate::id).toList()))
                        .toList())
                .stream()
                .flatMap(List::stream)
                .mapToDouble(Scored::score)
                .toArray();
    }

    @Test
    void scores_are_those_that_the_model_serves_and_anchors_one_a_view_and_list() {
        try (Model serving = Models.open("torch:" + MODEL + "?as=list-scorer");
                TrainableModel learning = open(false);
                TrainableViews.ViewsPass pass = forward(learning, Mode.INFER)) {
            double[] expected = served(serving);

            assertThat(pass.scores()).hasSize(5).containsExactly(expected, within(1e-4));
            assertThat(pass.anchors()).hasNumberOfRows(2 * 4);
        }
    }

    /** A loss of both: scores by weights, and the squares of the first anchor. */
    private static double loss(TrainableModel model, boolean backward) {
        try (TrainableViews.ViewsPass pass = forward(model, backward ? Mode.TRAIN : Mode.INFER)) {
            double[] scores = pass.scores();
            float[][] anchors = pass.anchors();
            double[] ofScores = {1, -0.5, 0.3, -1, 0.7};
            float[][] ofAnchors = new float[anchors.length][anchors[0].length];
            double loss = 0;
            for (int i = 0; i < scores.length; i++) {
                loss += ofScores[i] * scores[i];
            }
            for (int i = 0; i < anchors[0].length; i++) {
                loss += anchors[1][i] * anchors[6][i];
                ofAnchors[1][i] = anchors[6][i];
                ofAnchors[6][i] = anchors[1][i];
            }
            if (backward) {
                pass.backward(ofScores, ofAnchors);
            }
            return loss;
        }
    }

    @Test
    void gradients_of_scores_and_anchors_are_those_of_finite_differences() {
        for (boolean recompute : new boolean[] {false, true}) {
            try (TrainableModel model = open(recompute)) {
                FiniteDifferences.check("views", (LearningModel) model, backward -> loss(model, backward));
            }
        }
    }

    @Test
    void what_it_learnt_from_any_t5_is_served_as_a_scorer_of_lists() throws IOException {
        double[] learnt;
        try (TrainableModel model = open(false)) {
            for (int step = 0; step < 3; step++) {
                model.begin(step);
                try (TrainableViews.ViewsPass pass = forward(model, Mode.TRAIN)) {
                    pass.backward(new double[] {-1, 1, 1, -1, 1});
                }
                model.step(1, 1);
            }
            try (TrainableViews.ViewsPass pass = forward(model, Mode.INFER)) {
                learnt = pass.scores();
            }
            model.write(scratch);
        }
        try (Model serving = Models.open("torch:" + scratch)) {
            assertThat(served(serving)).containsExactly(learnt, within(1e-4));
        }
    }

    @Test
    void refuses_what_is_no_t5_and_gradients_that_do_not_fit() {
        assertThatThrownBy(() -> TrainableMvp.open(MODEL.resolveSibling("qwen3"), Tuning.of(Tuning.Head.VIEWS, 1e-3)))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("Views are the encoder's of a T5");
        try (TrainableModel model = open(false);
                TrainableViews.ViewsPass pass = forward(model, Mode.TRAIN)) {
            assertThatThrownBy(() -> pass.backward(new double[4], pass.anchors()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("The gradients (4 and 8)");
        }
    }
}
