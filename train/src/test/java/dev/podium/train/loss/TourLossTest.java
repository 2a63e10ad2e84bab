package dev.podium.train.loss;

import static dev.podium.train.loss.Worked.loss;
import static dev.podium.train.loss.Worked.slope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.order.TourSolver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses of steps by hand. */
class TourLossTest {

    @Test
    void steps_lead_from_each_candidate_to_the_next_best() {
        // 1, then 2, then 0
        assertThat(TourMargin.steps(0, 2, 1))
                .containsExactly(
                        0, 0, 0, //
                        0, 0, 1, //
                        1, 0, 0);
        // equal ones stay in the order of the list
        assertThat(TourMargin.steps(1, 1)).containsExactly(0, 1, 0, 0);
        assertThat(TourMargin.steps(1)).containsExactly(0);
        assertThat(TourMargin.steps()).isEmpty();
    }

    @Test
    void tour_cross_entropy_chooses_the_successor_in_each_row() {
        double[] scores = {
            99, 1, 2, //
            3, 99, 3, //
            5, 6, 99
        };

        // 0, 1, 2: row 0 chooses 1 among (1, 2), log(1 + e) = 1.313262; row 1 chooses 2 among (3, 3), log 2
        assertThat(loss(new TourCrossEntropy(), scores, TourMargin.steps(3, 2, 1)))
                .isCloseTo((1.313262 + 0.693147) / 2, within(1e-6));
        // the last has no successor, and nobody follows himself
        assertThat(slope(new TourCrossEntropy(), scores, TourMargin.steps(3, 2, 1)))
                .usingComparatorWithPrecision(1e-6)
                .containsExactly(0, -0.365529, 0.365529, 0.25, 0, -0.25, 0, 0, 0);
    }

    @Test
    void tour_margin_pulls_the_path_that_was_found_towards_the_right_one() {
        double[] scores = {
            0, 1, 0, //
            0, 0, 1, //
            4, 0, 0
        };

        // right is 0, 1, 2, worth 2; with one more for each wrong step 2, 0, 1 is worth 5 + 1 = 6
        assertThat(loss(new TourMargin(), scores, TourMargin.steps(3, 2, 1))).isCloseTo(4 / 3.0, within(1e-12));
        // down with the step from 2 to 0, up with the one from 1 to 2; both paths step from 0 to 1
        assertThat(slope(new TourMargin(), scores, TourMargin.steps(3, 2, 1)))
                .containsExactly(new double[] {0, 0, 0, 0, 0, -1 / 3.0, 1 / 3.0, 0, 0}, within(1e-12));
    }

    @Test
    void tour_margin_is_content_when_the_right_path_wins_by_a_step_each() {
        double[] scores = {
            0, 2, 0, //
            0, 0, 2, //
            0, 0, 0
        };

        assertThat(loss(new TourMargin(), scores, TourMargin.steps(3, 2, 1))).isZero();
        assertThat(slope(new TourMargin(), scores, TourMargin.steps(3, 2, 1))).containsOnly(0);
    }

    @Test
    void tour_margin_believes_the_right_path_where_the_solver_finds_less() {
        TourSolver blind = gain -> new TourSolver.Solution(List.of(2, 1, 0), 0, Double.POSITIVE_INFINITY);
        double[] scores = {
            0, 9, 0, //
            0, 0, 9, //
            0, 0, 0
        };

        assertThat(loss(new TourMargin(blind), scores, TourMargin.steps(3, 2, 1)))
                .isZero();
    }

    @Test
    void a_list_of_more_than_the_exact_solver_takes_still_learns() {
        double[] grades = new double[20];
        for (int i = 0; i < 20; i++) {
            grades[i] = -i;
        }

        // all steps are worth nothing, so 19 wrong ones gain 19, over 20
        assertThat(loss(new TourMargin(), new double[400], TourMargin.steps(grades)))
                .isCloseTo(0.95, within(1e-9));
    }

    @Test
    void several_lists_are_squares_end_to_end() {
        double[] targets = {0, 1, 0, 0, 0, 0, 0, 1, 0};
        double[] scores = {0, 0, 3, 0, 7, 0, 0, 0, 0};

        // two candidates, one, and two: the row that chooses has one choice only
        assertThat(loss(new TourCrossEntropy().over(4, 1, 4), scores, targets)).isZero();
        // worth 0 against 3 + 1, over 2; and 0 against 0 + 1, over 2; the mean of 2 and 0.5
        assertThat(loss(new TourMargin().over(4, 1, 4), scores, targets)).isCloseTo(1.25, within(1e-12));
    }

    @Test
    void refuses_targets_that_are_no_path() {
        double[] three = new double[9];

        assertThatThrownBy(() -> loss(new TourMargin(), new double[3], 0, 1, 0))
                .hasMessageContaining("The targets (3) must be a square")
                .hasMessageContaining("Maybe TourMargin.steps(grades)");
        assertThatThrownBy(() -> loss(new TourMargin(), three, 0, 0.5, 0, 0, 0, 0, 0, 0, 0))
                .hasMessageContaining("The target of the step from 0 to 1 (0.5) must be 1");
        // nobody steps anywhere; two circles; one follows two
        assertThatThrownBy(() -> loss(new TourMargin(), three, new double[9]))
                .hasMessageContaining("must be one path through all 3 candidates");
        assertThatThrownBy(() -> loss(new TourCrossEntropy(), three, 1, 0, 0, 0, 0, 1, 0, 0, 0))
                .hasMessageContaining("must be one path");
        assertThatThrownBy(() -> loss(new TourMargin(), three, 0, 0, 1, 0, 0, 1, 0, 0, 0))
                .hasMessageContaining("must be one path");
    }
}
