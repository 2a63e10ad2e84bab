package dev.podium.train.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Slate;
import dev.podium.order.TourSolver;
import dev.podium.train.Schedule;
import dev.podium.train.Trainer;
import dev.podium.train.TrainingPlan;
import dev.podium.train.TrainingWatch;
import dev.podium.train.data.Choice;
import dev.podium.train.data.Given;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingList;
import dev.podium.train.data.TrainingSet;
import dev.podium.train.loss.TourCrossEntropy;
import dev.podium.train.loss.TourMargin;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TourFormsTest {

    private static final float[][] THREE = {{1, 0.5f}, {-1, 2}, {0.3f, 0.1f}};

    @TempDir
    private Path folder;

    /** The two features of a made-up candidate, and a constant, without which no form could tell up from down. */
    private static float[][] vectors(Slate slate) {
        float[][] vectors = new float[slate.size()][];
        for (int i = 0; i < vectors.length; i++) {
            var fields = slate.candidate(i).fields();
            vectors[i] = new float[] {
                Float.parseFloat(fields.getOrDefault("f0", "0")), Float.parseFloat(fields.getOrDefault("f1", "0")), 1
            };
        }
        return vectors;
    }

    private static TourObjective objective(TourForms forms, boolean globally) {
        return new TourObjective(
                forms,
                TourFormsTest::vectors,
                new Mixture(List.of(Given.plane(80, 6, 1)), 1, 2),
                new Choice(6, 1, 0),
                globally ? new TourMargin() : new TourCrossEntropy(),
                8);
    }

    private Trainer trainer(TourForms forms, long steps, String name) {
        return new Trainer(
                forms,
                objective(forms, false).inTurnWith(objective(forms, true)),
                new TrainingPlan(steps, Schedule.constant(), 1, 10, 1000, 9),
                List.of(),
                folder.resolve(name),
                TrainingWatch.NOBODY);
    }

    @Test
    void gradients_are_the_slopes_of_what_steps_are_worth() {
        TourForms forms = new TourForms(2, 1, 0, 5);
        double[] pull = {0.2, -1, 0.5, 2, 0.1, -0.3, 0.7, -0.9, 1};
        double h = 1e-6;
        forms.steps(THREE).backward(pull);
        double norm = forms.step(0, Double.POSITIVE_INFINITY);

        // Along its own gradient g the value pull . scores rises by |g|^2 h, for it is linear in the forms.
        double before = value(new TourForms(2, 1, 0, 5), pull);
        double after = value(moved(5, pull, h), pull);
        assertThat((after - before) / h).isCloseTo(norm * norm, within(1e-4));
    }

    @Test
    void a_layer_before_the_forms_is_pulled_by_its_own_slope() throws IOException {
        double[] pull = {0.2, -1, 0.5, 2, 0.1, -0.3, 0.7, -0.9, 1};
        TourForms forms = new TourForms(2, 4, 1, 0, 5);
        forms.steps(THREE).backward(pull);
        double norm = forms.step(0, Double.POSITIVE_INFINITY);
        double h = 1e-6;
        TourForms on = new TourForms(2, 4, 1, 0, 5);
        on.nudge(THREE, pull, h);

        assertThat((value(on, pull) - value(new TourForms(2, 4, 1, 0, 5), pull)) / h)
                .isCloseTo(norm * norm, within(1e-3 * norm * norm));
        on.write(folder);
        try (Weights weights = Weights.open(folder.resolve("forms.safetensors"))) {
            assertThat(weights.tensor("layer.weight").shape().sizes()).containsExactly(4L, 2L);
            assertThat(weights.tensor("upper.weight").shape().sizes()).containsExactly(1L, 5L, 5L);
        }
    }

    private static double value(TourForms forms, double[] pull) {
        double[] scores = forms.steps(THREE).scores();
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            sum += pull[i] * scores[i];
        }
        return sum;
    }

    /** Forms that are h times their gradient further on: written, changed by hand and read back as a run would be. */
    private static TourForms moved(long seed, double[] pull, double h) {
        TourForms forms = new TourForms(2, 1, 0, seed);
        forms.nudge(THREE, pull, h);
        return forms;
    }

    @Test
    void the_upper_form_is_for_steps_down_the_list_and_the_lower_for_steps_up() {
        TourForms forms = new TourForms(2, 1, 0, 5);
        double[] pull = new double[9];
        pull[0 * 3 + 2] = 1;

        double[] before = forms.steps(THREE).scores();
        forms.nudge(THREE, pull, 0.5);
        double[] after = forms.steps(THREE).scores();

        assertThat(after[1]).isNotEqualTo(before[1]); // from 0 to 1, down
        assertThat(after[3]).isEqualTo(before[3]); // from 1 to 0, up
    }

    @Test
    void learns_the_tours_of_a_plane() throws IOException {
        TourForms forms = new TourForms(3, 0.01, 0, 3);

        trainer(forms, 600, "run").run();

        int right = 0;
        TrainingSet unseen = Given.plane(40, 6, 99);
        for (TrainingList list : unseen.lists()) {
            double[] scores = forms.steps(vectors(list.slate())).scores();
            double[][] gain = new double[6][6];
            for (int i = 0; i < 36; i++) {
                gain[i / 6][i % 6] = scores[i];
            }
            int best = TourSolver.exactOrHeuristic().solve(gain).path().getFirst();
            right += list.grades().get(best) > 0 ? 1 : 0;
        }
        assertThat(right).isGreaterThan(20); // by chance 40 / 6 = 7
    }

    @Test
    void a_run_that_goes_on_ends_at_the_same_bits() throws IOException {
        TourForms whole = new TourForms(3, 0.02, 1e-5, 3);
        trainer(whole, 25, "whole").run();

        TourForms half = new TourForms(3, 0.02, 1e-5, 3);
        trainer(half, 10, "half").run();
        TourForms resumed = new TourForms(3, 0.02, 1e-5, 77);
        trainer(resumed, 25, "half").resume();

        assertThat(resumed.steps(new float[][] {{1, 2, 3}, {4, 5, 6}}).scores())
                .isEqualTo(whole.steps(new float[][] {{1, 2, 3}, {4, 5, 6}}).scores());
    }

    @Test
    void writes_what_the_method_reads() throws IOException {
        TourForms forms = new TourForms(2, 1, 0, 5);
        forms.write(folder);

        List<String> shapes = new ArrayList<>();
        try (Weights weights = Weights.open(folder.resolve("forms.safetensors"))) {
            for (String name : weights.names()) {
                shapes.add(name + " " + weights.tensor(name).shape());
            }
        }
        assertThat(shapes).hasSize(4).anyMatch(shape -> shape.startsWith("upper.weight"));
    }

    @Test
    void refuses_vectors_of_another_length() {
        assertThatThrownBy(() -> new TourForms(3, 1, 0, 1).steps(THREE))
                .hasMessageStartingWith("The forms are for vectors of length 3, and there is one of 2.");
    }
}
