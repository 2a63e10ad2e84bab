package dev.podium.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.train.data.Choice;
import dev.podium.train.data.Given;
import dev.podium.train.data.Mixture;
import dev.podium.train.loss.SoftmaxCrossEntropy;
import dev.podium.train.objective.Aim;
import dev.podium.train.objective.ListObjective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

    @TempDir
    private Path scratch;

    private static Objective objective(LinearScorer scorer) {
        return new ListObjective(
                scorer,
                new Mixture(List.of(Given.plane(60, 8, 1)), 1, 2),
                new Choice(5, 1, 0.5),
                List.of(Aim.atGrades(1, new SoftmaxCrossEntropy())),
                4,
                2);
    }

    private static TrainingPlan plan(long steps, long keepEvery, long evaluateEvery, int patience) {
        return new TrainingPlan(steps, Schedule.linear(steps / 10, steps), 1, keepEvery, evaluateEvery, patience);
    }

    /** Values that an evaluation finds, one after another. */
    private static Evaluation finding(double... values) {
        Iterator<Double> each = Arrays.stream(values).iterator();
        return each::next;
    }

    private Trainer trainer(
            LinearScorer scorer, TrainingPlan plan, List<Evaluation> evaluation, String name, TrainingWatch watch) {
        return new Trainer(scorer, objective(scorer), plan, evaluation, scratch.resolve(name), watch);
    }

    @Test
    void learns_the_plane_that_the_labels_follow() throws IOException {
        LinearScorer scorer = new LinearScorer(2, 0.3);

        trainer(scorer, plan(300, 100, 100, 9), List.of(), "run", TrainingWatch.NOBODY)
                .run();

        double[] weights = scorer.weights();
        assertThat(weights[0]).isPositive();
        assertThat(weights[1] / weights[0]).isBetween(-0.6, -0.4); // the labels follow 2 f0 - f1
    }

    @Test
    void a_run_that_was_killed_ends_at_the_same_bits_as_one_that_was_not() throws IOException {
        LinearScorer whole = new LinearScorer(2, 0.1);
        trainer(whole, plan(50, 7, 100, 9), List.of(), "whole", TrainingWatch.NOBODY)
                .run();

        LinearScorer killed = new LinearScorer(2, 0.1);
        TrainingWatch kill = new TrainingWatch() {
            @Override
            public void stepped(long step, double loss, double norm, double share) {
                if (step == 25) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThatThrownBy(() -> trainer(killed, plan(50, 7, 100, 9), List.of(), "killed", kill)
                        .run())
                .hasMessage("killed");

        LinearScorer resumed = new LinearScorer(2, 0.1);
        List<Long> begun = new ArrayList<>();
        TrainingWatch seen = new TrainingWatch() {
            @Override
            public void begun(long step) {
                begun.add(step);
            }
        };
        trainer(resumed, plan(50, 7, 100, 9), List.of(), "killed", seen).resume();

        assertThat(begun).containsExactly(21L);
        assertThat(resumed.weights()).isEqualTo(whole.weights());
    }

    @Test
    void keeps_the_best_and_stops_when_patience_runs_out() throws IOException {
        LinearScorer scorer = new LinearScorer(2, 0.1);
        List<String> seen = new ArrayList<>();
        TrainingWatch watch = new TrainingWatch() {
            @Override
            public void evaluated(long step, double value, boolean best) {
                seen.add(step + " " + value + (best ? " best" : ""));
            }
        };

        Trainer trainer =
                trainer(scorer, plan(100, 100, 10, 2), List.of(finding(0.3, 0.5, 0.5, 0.4, 0.9)), "run", watch);
        Trainer.Outcome outcome = trainer.run();

        assertThat(seen).containsExactly("10 0.3 best", "20 0.5 best", "30 0.5", "40 0.4");
        assertThat(outcome).isEqualTo(new Trainer.Outcome(40, 0.5, 20, true));
        assertThat(Files.readString(trainer.best().resolve("weights")))
                .isNotEqualTo(Files.readString(scratch.resolve("run/last/weights")));
    }

    @Test
    void going_on_remembers_what_was_found_before_and_finds_the_rest_again() throws IOException {
        LinearScorer first = new LinearScorer(2, 0.1);
        assertThatThrownBy(() -> trainer(
                                first,
                                plan(60, 20, 10, 3),
                                List.of(finding(0.8, 0.7, 0.9)), // the fourth evaluation dies
                                "run",
                                TrainingWatch.NOBODY)
                        .run())
                .isInstanceOf(NoSuchElementException.class);

        Trainer.Outcome outcome = trainer(
                        new LinearScorer(2, 0.1),
                        plan(60, 20, 10, 3),
                        List.of(finding(0.6, 0.5)),
                        "run",
                        TrainingWatch.NOBODY)
                .resume();

        // Kept at 20, so 0.9 at 30 is found anew as 0.6; with 0.5 at 40 that is three below 0.8 in a row
        assertThat(outcome).isEqualTo(new Trainer.Outcome(40, 0.8, 10, true));
        assertThat(Files.readAllLines(scratch.resolve("run/evaluations.tsv")))
                .containsExactly("10\t0.8", "20\t0.7", "30\t0.6", "40\t0.5");
    }

    @Test
    void the_last_step_is_evaluated_and_kept_wherever_it_falls() throws IOException {
        LinearScorer scorer = new LinearScorer(2, 0.1);

        Trainer.Outcome outcome = trainer(
                        scorer, plan(13, 100, 10, 5), List.of(finding(0.1, 0.2)), "run", TrainingWatch.NOBODY)
                .run();

        assertThat(outcome).isEqualTo(new Trainer.Outcome(13, 0.2, 13, false));
        assertThat(new LinearScorer(2, 0.1).resume(scratch.resolve("run/run.safetensors")))
                .isEqualTo(13);
    }

    @Test
    void objectives_add_up_and_take_turns() {
        List<String> asked = new ArrayList<>();
        Objective one = step -> {
            asked.add("one " + step);
            return 1;
        };
        Objective two = step -> {
            asked.add("two " + step);
            return 2;
        };

        assertThat(one.plus(two).learn(4)).isEqualTo(3);
        assertThat(one.inTurnWith(two).learn(6)).isEqualTo(1);
        assertThat(one.inTurnWith(two).learn(7)).isEqualTo(2);
        assertThat(asked).containsExactly("one 4", "two 4", "one 3", "two 3");
    }
}
