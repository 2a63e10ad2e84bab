package dev.podium.train.loss;

import static dev.podium.train.loss.Worked.loss;
import static dev.podium.train.loss.Worked.slope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Given;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Losses of whole lists by hand. */
class WholeListLossTest {

    @Test
    void list_net_matches_the_softmax_of_the_targets() {
        double[] scores = {0, 1, 2};

        // softmax of 2, 1, 0 is q = 0.665241, 0.244728, 0.090031; of 0, 1, 2 the same backwards, with logarithms
        // -2.407606, -1.407606, -0.407606: 0.665241 * 2.407606 + 0.244728 * 1.407606 + 0.090031 * 0.407606
        assertThat(loss(new ListNet(), scores, 2, 1, 0)).isCloseTo(1.982816, within(1e-6));
        assertThat(slope(new ListNet(), scores, 2, 1, 0))
                .usingComparatorWithPrecision(1e-6)
                .containsExactly(-0.575210, 0, 0.575210);
    }

    @Test
    void list_net_of_own_scores_deals_them_out_in_the_order_of_the_targets() {
        ListNet first = new ListNet(ListNet.Wanted.OWN_SCORES, 1);
        double[] scores = {1, 3, 2};

        // sorted and dealt out the scores are 3, 2, 1
        assertThat(loss(first, scores, 30, 20, 10)).isCloseTo(1.828118, within(1e-6));
        assertThat(slope(first, scores, 30, 20, 10)).containsExactly(slope(new ListNet(), scores, 3, 2, 1));
        // two that are equal get 2.5 each
        assertThat(slope(first, scores, 1, 1, 0)).containsExactly(slope(new ListNet(), scores, 2.5, 2.5, 1));
        // what stands in the right order already is left alone, and so is a list without an order
        assertThat(slope(first, scores, 1, 3, 2)).containsOnly(0);
        assertThat(slope(first, scores, 1, 1, 1)).containsOnly(0);
    }

    @Test
    void list_net_of_ranks_at_its_temperature_is_what_mvp_learns() {
        ListNet mvp = new ListNet(ListNet.Wanted.TARGETS, 0.8);
        double[] ranks = {1, 1.0 / 2, 1.0 / 3, 1.0 / 4, 1.0 / 5};

        assertThat(slope(mvp, ranks, ranks)).containsExactly(new double[5], within(1e-12));
    }

    @Test
    void list_mle_draws_one_after_another() {
        double[] scores = {0, 1, 2};

        // the first of three: log(1 + e + e^2) = 2.407606; the second of two: log(e + e^2) - 1 = 1.313262
        assertThat(loss(new ListMle(), scores, 3, 2, 1)).isCloseTo(1.860434, within(1e-6));
    }

    @Test
    void list_mle_lets_equal_targets_be() {
        double[] scores = {0, 1, 2};

        // each of the two relevant ones against the irrelevant: log(1 + e^2) and log(e + e^2) - 1
        assertThat(loss(new ListMle(), scores, 1, 1, 0)).isCloseTo((2.126928 + 1.313262) / 2, within(1e-6));
    }

    @Test
    void adr_mse_squares_the_distance_of_smooth_ranks() {
        // smooth ranks 1 + sigmoid(1) = 1.731059 and 1 + sigmoid(-1) = 1.268941, ranks 1 and 2:
        // (0.731059^2 / log2(2) + 0.731059^2 / log2(3)) / 2
        assertThat(loss(new AdrMse(), new double[] {0, 1}, 1, 0)).isCloseTo(0.435822, within(1e-6));
        // a low temperature makes ranks of smooth ranks
        assertThat(loss(new AdrMse(0.01), new double[] {0, 1}, 0, 1)).isCloseTo(0, within(1e-12));
        assertThat(loss(new AdrMse(0.01), new double[] {0, 1}, 1, 0)).isCloseTo((1 + 0.630930) / 2, within(1e-6));
    }

    @Test
    void adr_mse_gives_equal_targets_the_mean_of_their_ranks() {
        // ranks 1.5, 1.5, 3 are the smooth ranks of two equal scores far above a third
        assertThat(loss(new AdrMse(), new double[] {50, 50, 0}, 1, 1, 0)).isCloseTo(0, within(1e-12));
    }

    @Test
    void teacher_kl_keeps_its_pull_at_a_high_temperature() {
        TeacherKl dear = new TeacherKl(2);

        // q = 0.731059, 0.268941 and p the other way round: KL = 0.462117, times 4; slope 2 (p - q)
        assertThat(loss(dear, new double[] {0, 2}, 2, 0)).isCloseTo(1.848469, within(1e-6));
        assertThat(slope(dear, new double[] {0, 2}, 2, 0))
                .usingComparatorWithPrecision(1e-6)
                .containsExactly(-0.924234, 0.924234);
    }

    @Test
    void teacher_kl_is_list_net_less_what_cannot_be_learnt() {
        Given.cases(50, random -> {
            double[] scores = EveryLoss.scores(random, 5);
            double[] teacher = EveryLoss.scores(random, 5);

            assertThat(slope(new TeacherKl(), scores, teacher))
                    .containsExactly(slope(new ListNet(), scores, teacher), within(1e-12));
            assertThat(loss(new TeacherKl(), scores, teacher))
                    .isCloseTo(
                            loss(new ListNet(), scores, teacher) - loss(new ListNet(), teacher, teacher),
                            within(1e-12));
        });
    }

    @Test
    void symmetric_kl_is_the_mean_of_both_ways() {
        double[] scores = {0, 0};

        // q = 0.731059, 0.268941 and p = 1/2, 1/2: KL(q || p) = 0.110944, KL(p || q) = 0.120115
        assertThat(loss(new SymmetricKl(1), scores, 1, 0)).isCloseTo(0.115529, within(1e-6));
        // the same at half the distance and half the temperature
        assertThat(loss(new SymmetricKl(0.5), scores, 0.5, 0)).isCloseTo(0.115529, within(1e-6));
    }

    @Test
    void symmetric_kl_sees_what_is_far_behind_at_two_hundredths() {
        double[] cosines = {0.9, 0.1};
        double[] slope = slope(new SymmetricKl(0.02), cosines, 0.1, 0.9);

        // both are e^-40 sure of the wrong one: the loss is about 40, and still has a slope
        assertThat(loss(new SymmetricKl(0.02), cosines, 0.1, 0.9)).isCloseTo(40, within(1e-9));
        assertThat(Arrays.stream(slope).map(Math::abs).min().orElseThrow()).isGreaterThan(1);
    }

    @Test
    void a_weighted_sum_of_two_is_what_dear_distils_with() {
        ListLoss dear = new SoftmaxCrossEntropy().times(0.9).plus(0.1, new TeacherKl(2));
        double[] scores = {1, 2, 3};

        assertThat(loss(dear, scores, 1, 0, 0))
                .isCloseTo(
                        0.9 * loss(new SoftmaxCrossEntropy(), scores, 1, 0, 0)
                                + 0.1 * loss(new TeacherKl(2), scores, 1, 0, 0),
                        within(1e-12));
    }

    @Test
    void refuses_a_temperature_of_nothing() {
        assertThatThrownBy(() -> new SymmetricKl(0)).hasMessageContaining("The temperature (0.0) must be above 0");
        assertThatThrownBy(() -> new TeacherKl(-1)).hasMessageContaining("The temperature (-1.0)");
        assertThatThrownBy(() -> new AdrMse(Double.NaN)).hasMessageContaining("The temperature (NaN)");
        assertThatThrownBy(() -> new RankNet().times(Double.NaN)).hasMessageContaining("The weight (NaN)");
    }
}
