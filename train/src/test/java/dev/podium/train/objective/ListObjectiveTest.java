package dev.podium.train.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.train.LinearScorer;
import dev.podium.train.data.Choice;
import dev.podium.train.data.Given;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingList;
import dev.podium.train.data.TrainingSet;
import dev.podium.train.loss.RankNet;
import dev.podium.train.loss.SoftmaxCrossEntropy;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListObjectiveTest {

    private static ListObjective over(LinearScorer scorer, List<Aim> aims, int part) {
        return new ListObjective(
                scorer, new Mixture(List.of(Given.plane(40, 6, 3)), 1, 5), new Choice(6, 1, 0), aims, 8, part);
    }

    @Test
    void parts_learn_what_the_whole_does() {
        List<Aim> aims = List.of(Aim.atGrades(1, new SoftmaxCrossEntropy()), Aim.atTeacher(0.5, new RankNet()));
        LinearScorer whole = new LinearScorer(2, 0.1);
        LinearScorer parted = new LinearScorer(2, 0.1);

        double loss = over(whole, aims, 8).learn(3);
        double same = over(parted, aims, 3).learn(3);

        assertThat(same).isCloseTo(loss, within(1e-12));
        assertThat(parted.gradient()).containsExactly(whole.gradient(), within(1e-12));
        assertThat(whole.open + parted.open).as("passes left open").isZero();
    }

    @Test
    void aims_add_up_by_their_weights() {
        LinearScorer grades = new LinearScorer(2, 0.1);
        LinearScorer teacher = new LinearScorer(2, 0.1);
        LinearScorer both = new LinearScorer(2, 0.1);

        double first = over(grades, List.of(Aim.atGrades(1, new SoftmaxCrossEntropy())), 8)
                .learn(0);
        double second =
                over(teacher, List.of(Aim.atTeacher(1, new RankNet())), 8).learn(0);
        double sum = over(
                        both, List.of(Aim.atGrades(2, new SoftmaxCrossEntropy()), Aim.atTeacher(0.5, new RankNet())), 8)
                .learn(0);

        assertThat(sum).isCloseTo(2 * first + 0.5 * second, within(1e-12));
        for (int f = 0; f < 2; f++) {
            assertThat(both.gradient()[f])
                    .isCloseTo(2 * grades.gradient()[f] + 0.5 * teacher.gradient()[f], within(1e-12));
        }
    }

    @Test
    void a_list_that_says_nothing_pulls_at_nothing() {
        LinearScorer scorer = new LinearScorer(2, 0.1);
        TrainingList bare = Given.list("q", 4);
        ListObjective objective = new ListObjective(
                scorer,
                new Mixture(List.of(new TrainingSet("bare", List.of(bare))), 1, 1),
                new Choice(4, 1, 0),
                List.of(Aim.atGrades(1, new SoftmaxCrossEntropy()), Aim.atTeacher(1, new RankNet())),
                2,
                2);

        assertThat(objective.learn(0)).isZero();
        assertThat(scorer.gradient()).containsOnly(0);
    }
}
