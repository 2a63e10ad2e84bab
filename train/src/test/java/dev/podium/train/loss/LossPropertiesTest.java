package dev.podium.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Given;
import dev.podium.train.loss.EveryLoss.Case;
import dev.podium.train.loss.EveryLoss.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds of every loss of lists. */
class LossPropertiesTest {

    private static int size(Case one, Random random) {
        return random.nextInt(one.layout() == Layout.STEPS ? 6 : 9);
    }

    @Test
    void a_constant_added_to_all_scores_changes_nothing() {
        Given.cases(100, random -> {
            for (Case one : EveryLoss.all()) {
                double[] targets = one.targets().of(random, size(one, random));
                double[] scores = EveryLoss.scores(random, targets.length);
                double more = 100 * random.nextDouble();
                double[] raised =
                        Arrays.stream(scores).map(score -> score + more).toArray();

                if (one.free()) {
                    assertThat(one.valueAndSlope(raised, targets))
                            .as(one.toString())
                            .containsExactly(one.valueAndSlope(scores, targets), within(1e-9));
                }
            }
        });
    }

    @Test
    void a_list_shuffled_has_the_same_loss_and_its_slope_shuffled() {
        Given.cases(100, random -> {
            for (Case one : EveryLoss.all()) {
                int n = size(one, random);
                double[] targets = one.targets().of(random, n);
                double[] scores = EveryLoss.scores(random, targets.length);
                List<Integer> shuffled =
                        new ArrayList<>(IntStream.range(0, n).boxed().toList());
                Collections.shuffle(shuffled, random);
                int[] order = shuffled.stream().mapToInt(Integer::intValue).toArray();
                double[] slope = new double[scores.length];
                double[] slopeShuffled = new double[scores.length];

                double value = one.loss().at(scores, targets, slope);
                double other = one.loss()
                        .at(one.layout().shuffled(scores, order), one.layout().shuffled(targets, order), slopeShuffled);

                assertThat(other).as(one.toString()).isCloseTo(value, within(1e-9));
                assertThat(slopeShuffled)
                        .as(one.toString())
                        .containsExactly(one.layout().shuffled(slope, order), within(1e-9));
            }
        });
    }

    @Test
    void scores_of_tens_of_thousands_do_not_overflow() {
        Given.cases(100, random -> {
            for (Case one : EveryLoss.all()) {
                double[] targets = one.targets().of(random, size(one, random));
                double[] scores = random.ints(targets.length, -1, 2)
                        .mapToDouble(score -> 1e4 * score)
                        .toArray();

                double[] both = one.valueAndSlope(scores, targets);

                assertThat(Arrays.stream(both)).as(one.toString()).allMatch(Double::isFinite);
                assertThat(both[0]).as(one.toString()).isNotNegative();
            }
        });
    }

    @Test
    void a_list_without_a_term_has_no_loss_and_no_slope() {
        Given.cases(100, random -> {
            for (Case one : EveryLoss.all()) {
                for (int n : new int[] {0, 1, 3}) {
                    double[] targets = one.targets().of(random, n);
                    double[] scores = EveryLoss.scores(random, targets.length);

                    // A sum does not know how many terms its parts have.
                    if (!(one.loss() instanceof Sum) && one.loss().terms(targets) == 0) {
                        assertThat(one.valueAndSlope(scores, targets))
                                .as(one.toString())
                                .containsOnly(0);
                    }
                }
            }
        });
    }

    @Test
    void lists_without_a_term_are_as_if_they_were_not_there() {
        Given.cases(100, random -> {
            for (Case one : EveryLoss.all()) {
                double[] targets = one.targets().of(random, size(one, random));
                double[] scores = EveryLoss.scores(random, targets.length);

                double[] alone = one.valueAndSlope(scores, targets);
                double[] amongEmpty = Case.valueAndSlope(one.loss().over(0, targets.length, 0), scores, targets);

                assertThat(amongEmpty).as(one.toString()).containsExactly(alone, within(1e-12));
            }
        });
    }

    @Test
    void a_list_twice_has_the_loss_of_one_and_half_the_slope_in_each() {
        Given.cases(100, random -> {
            for (Case one : EveryLoss.all()) {
                double[] targets = one.targets().of(random, size(one, random));
                double[] scores = EveryLoss.scores(random, targets.length);
                int n = scores.length;
                double[] twice = Arrays.copyOf(scores, 2 * n);
                System.arraycopy(scores, 0, twice, n, n);
                double[] targetsTwice = Arrays.copyOf(targets, 2 * n);
                System.arraycopy(targets, 0, targetsTwice, n, n);

                double[] alone = one.valueAndSlope(scores, targets);
                double[] both = Case.valueAndSlope(one.loss().over(n, n), twice, targetsTwice);

                assertThat(both[0]).as(one.toString()).isCloseTo(alone[0], within(1e-12));
                for (int i = 0; i < n; i++) {
                    assertThat(both[1 + i]).isCloseTo(alone[1 + i] / 2, within(1e-12));
                    assertThat(both[1 + n + i]).isCloseTo(alone[1 + i] / 2, within(1e-12));
                }
            }
        });
    }

    @Test
    void a_target_that_is_no_number_is_refused_in_words() {
        Given.cases(10, random -> {
            for (Case one : EveryLoss.all()) {
                double[] targets = one.targets().of(random, 4);
                targets[random.nextInt(targets.length)] = Double.NaN;

                assertThatThrownBy(() -> one.valueAndSlope(new double[targets.length], targets))
                        .as(one.toString())
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageMatching("(?s)The targets? .*NaN.*must be .*");
            }
        });
    }

    @Test
    void a_score_that_is_no_number_is_refused_in_words() {
        for (Case one : EveryLoss.all()) {
            double[] targets = one.targets().of(new Random(1), 3);
            double[] scores = new double[targets.length];
            scores[1] = Double.NaN;

            assertThatThrownBy(() -> one.valueAndSlope(scores, targets))
                    .as(one.toString())
                    .hasMessageStartingWith("The score at index 1 is NaN and must be finite.");
        }
    }

    @Test
    void what_is_in_the_gradient_stays_there() {
        Given.cases(20, random -> {
            for (Case one : EveryLoss.all()) {
                double[] targets = one.targets().of(random, size(one, random));
                double[] scores = EveryLoss.scores(random, targets.length);
                double[] slope = one.valueAndSlope(scores, targets);
                double[] gradient = new double[scores.length];
                Arrays.fill(gradient, 7);

                one.loss().at(scores, targets, gradient);

                for (int i = 0; i < gradient.length; i++) {
                    assertThat(gradient[i]).as(one.toString()).isCloseTo(7 + slope[1 + i], within(1e-12));
                }
            }
        });
    }
}
