package dev.podium.train.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.file.Letor.Row;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.order.TourSolver;
import dev.podium.train.Objective;
import dev.podium.train.Schedule;
import dev.podium.train.Trainer;
import dev.podium.train.TrainingPlan;
import dev.podium.train.TrainingWatch;
import dev.podium.train.data.Choice;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingSet;
import dev.podium.train.loss.RankNet;
import dev.podium.train.loss.TourCrossEntropy;
import dev.podium.train.objective.Aim;
import dev.podium.train.objective.ListObjective;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinearFormTest {

    private static final int DIMENSIONS = 3;

    @TempDir
    private Path folder;

    /** The grade is the first feature less the second; a third says nothing, and the others say which grade it is. */
    private static CandidateVectors vectors(int dimensions) {
        Random random = new Random(4);
        List<Row> rows = new ArrayList<>();
        for (int query = 0; query < 30; query++) {
            for (int i = 0; i < 6; i++) {
                double a = random.nextInt(4);
                double b = random.nextInt(3);
                double grade = Math.max(0, a - b);
                TreeMap<Integer, Double> features = new TreeMap<>(Map.of(1, a, 2, b, 3, random.nextDouble()));
                features.put(DIMENSIONS + 1 + (int) grade, 1.0);
                rows.add(new Row(grade, "q" + query, features, ""));
            }
        }
        return CandidateVectors.of(rows, dimensions).standardised();
    }

    private static Objective objective(LinearForm form, CandidateVectors vectors) {
        return new ListObjective(
                form,
                new Mixture(List.of(new TrainingSet("all", vectors.lists())), 1, 1),
                new Choice(6, 6, 0),
                List.of(Aim.atGrades(1, new RankNet())),
                8,
                8);
    }

    private double[] trained(String name, int steps, int firstSteps) throws IOException {
        CandidateVectors vectors = vectors(DIMENSIONS);
        TrainingPlan plan = new TrainingPlan(steps, Schedule.constant(0), 1, firstSteps, steps, 1);
        try (LinearForm form = new LinearForm(vectors, DIMENSIONS, 0.02, 0)) {
            new Trainer(form, objective(form, vectors), plan, List.of(), folder.resolve(name), TrainingWatch.NOBODY)
                    .run();
            return form.weights();
        }
    }

    @Test
    void finds_what_the_grades_are_made_of() throws IOException {
        double[] weights = trained("whole", 150, 150);

        assertThat(weights[0]).isGreaterThan(0.5);
        assertThat(weights[1]).isLessThan(-0.4);
        assertThat(Math.abs(weights[2])).isLessThan(0.2);
    }

    @Test
    void a_run_that_was_kept_goes_on_to_the_bit() throws IOException {
        CandidateVectors vectors = vectors(DIMENSIONS);
        double[] whole = trained("whole", 40, 10);
        Path kept = folder.resolve("kept.safetensors");
        try (LinearForm first = new LinearForm(vectors, DIMENSIONS, 0.02, 0);
                LinearForm second = new LinearForm(vectors, DIMENSIONS, 0.02, 0)) {
            for (long step = 0; step < 15; step++) {
                objective(first, vectors).learn(step);
                first.step(1, 1);
            }
            first.keep(kept, 15);
            for (long step = second.resume(kept); step < 40; step++) {
                objective(second, vectors).learn(step);
                second.step(1, 1);
            }

            assertThat(second.weights()).containsExactly(whole);
        }
    }

    @Test
    void a_pass_takes_one_gradient_and_one_that_scores_none() {
        CandidateVectors vectors = vectors(DIMENSIONS);
        try (LinearForm form = new LinearForm(vectors, DIMENSIONS, 0.02, 0);
                Pass scoring = form.forward(vectors.lists().getFirst().slate(), Mode.INFER);
                Pass learning = form.forward(vectors.lists().getFirst().slate(), Mode.TRAIN)) {
            learning.backward(new double[6]);

            assertThatThrownBy(() -> learning.backward(new double[6])).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> scoring.backward(new double[6])).isInstanceOf(IllegalStateException.class);
        }
    }

    /** Two grades' steps are a product of what says the grades; of the features alone no bilinear form is made of their order. */
    @Test
    void forms_that_have_learnt_tours_put_the_best_first() {
        CandidateVectors vectors = vectors(2 * DIMENSIONS + 1);
        try (TourForms forms = new TourForms(2 * DIMENSIONS + 1, 0.02, 0, 1)) {
            Objective objective = new TourObjective(
                    forms,
                    vectors,
                    new Mixture(List.of(new TrainingSet("all", vectors.lists())), 1, 1),
                    new Choice(6, 6, 0),
                    new TourCrossEntropy(),
                    8);
            for (long step = 0; step < 200; step++) {
                objective.learn(step);
                forms.step(1, 1);
            }
            TourScorer scorer = new TourScorer(forms, vectors, TourSolver.exactOrHeuristic());
            double agree = 0;
            double pairs = 0;
            for (var list : vectors.lists()) {
                double[] scores = scorer.score(list.slate());
                assertThat(scores).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
                for (int i = 0; i < 6; i++) {
                    for (int j = 0; j < 6; j++) {
                        if (list.grades().get(i) > list.grades().get(j)) {
                            pairs++;
                            agree += scores[i] > scores[j] ? 1 : 0;
                        }
                    }
                }
            }

            assertThat(agree / pairs).isGreaterThan(0.7); // chance is 0.5
        }
    }
}
