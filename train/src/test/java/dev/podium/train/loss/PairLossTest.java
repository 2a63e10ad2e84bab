package dev.podium.train.loss;

import static dev.podium.train.loss.Worked.loss;
import static dev.podium.train.loss.Worked.slope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Losses of pairs by hand. */
class PairLossTest {

    @Test
    void rank_net_weighed_by_ranks_minds_the_top_of_the_list_most() {
        RankNet first = new RankNet().weight(RankNet.Weight.RANKS);
        double[] scores = {0, 1, 2};

        // pairs of ranks (1, 2), (1, 3), (2, 3) weigh 1/3, 1/4, 1/5; they are wrong by 1, 2, 1:
        // (1.313262 / 3 + 2.126928 / 4 + 1.313262 / 5) / 3
        assertThat(loss(first, scores, 9, 5, 1)).isCloseTo(0.410713, within(1e-6));
        // the first is pulled up by (0.731059 / 3 + 0.880797 / 4) / 3
        assertThat(slope(first, scores, 9, 5, 1)[0]).isCloseTo(-0.154628, within(1e-6));
    }

    @Test
    void rank_net_gives_equal_targets_the_best_of_their_ranks() {
        RankNet first = new RankNet().weight(RankNet.Weight.RANKS);

        // ranks 1, 1, 3: two pairs of weight 1/4 and of log 2
        assertThat(loss(first, new double[3], 1, 1, 0)).isCloseTo(0.693147 / 4, within(1e-6));
    }

    @Test
    void rank_net_weighed_by_gaps_minds_what_is_far_apart() {
        double[] scores = {4, 4, 4};

        // gaps 2, 3, 1; squared 4, 9, 1; each pair is log 2
        assertThat(loss(new RankNet().weight(RankNet.Weight.GAP), scores, 3, 1, 0))
                .isCloseTo(2 * 0.693147, within(1e-6));
        assertThat(loss(new RankNet().weight(RankNet.Weight.SQUARED_GAP), scores, 3, 1, 0))
                .isCloseTo(14 * 0.693147 / 3, within(1e-6));
    }

    @Test
    void rank_net_at_a_tenth_is_rank_net_of_ten_times_the_similarities() {
        double[] cosines = {0.2, 0.5, 0.1};

        assertThat(loss(new RankNet().temperature(0.1), cosines, 3, 2, 1))
                .isCloseTo(loss(new RankNet(), new double[] {2, 5, 1}, 3, 2, 1), within(1e-12));
    }

    @Test
    void a_soft_rank_net_is_as_sure_of_a_pair_as_its_teacher() {
        RankNet dear = new RankNet().softly();

        // sigmoid(1) = 0.731059 that the first is above: 0.731059 * 2.126928 + 0.268941 * 0.126928
        assertThat(loss(dear, new double[] {0, 2}, 1, 0)).isCloseTo(1.589045, within(1e-6));
        // sigmoid(-2) - 0.731059
        assertThat(slope(dear, new double[] {0, 2}, 1, 0))
                .usingComparatorWithPrecision(1e-6)
                .containsExactly(-0.611856, 0.611856);
        // at the teacher's own distance nothing is left to learn, and equal targets are pulled together
        assertThat(slope(dear, new double[] {5, 4}, 1, 0)[0]).isCloseTo(0, within(1e-12));
        assertThat(slope(dear, new double[] {5, 4}, 1, 1)[0]).isPositive();
    }

    @Test
    void rank_net_takes_infinite_targets_where_only_their_order_matters() {
        double below = Double.NEGATIVE_INFINITY;

        assertThat(loss(new RankNet(), new double[] {0, 0}, 1, below)).isCloseTo(0.693147, within(1e-6));
        assertThatThrownBy(() -> loss(new RankNet().softly(), new double[] {0, 0}, 1, below))
                .hasMessageStartingWith("The target at index 1 (-Infinity) must be finite.");
    }

    @Test
    void lambda_rank_weighs_a_pair_by_what_it_is_worth_in_ndcg() {
        LambdaLoss loss = new LambdaLoss(LambdaLoss.Weight.LAMBDA_RANK);
        double[] scores = {1, 2, 3};

        // gains 3, 0, 1 over the ideal 3 + 1 / log2(3) = 3.630930; ranks 3, 2, 1 have discounts 0.5, 0.630930, 1
        // (0, 1): 3 / 3.630930 * 0.130930 = 0.108179, log2(1 + e) = 1.894636
        // (0, 2): 2 / 3.630930 * 0.5      = 0.275412, log2(1 + e^2) = 3.068508
        // (2, 1): 1 / 3.630930 * 0.369070 = 0.101646, log2(1 + 1/e) = 0.451941
        assertThat(loss(loss, scores, 2, 0, 1)).isCloseTo(0.365333, within(1e-6));
        // -(0.108179 sigmoid(1) + 0.275412 sigmoid(2)) / (3 log 2)
        assertThat(slope(loss, scores, 2, 0, 1)[0]).isCloseTo(-0.154689, within(1e-6));
    }

    @Test
    void ndcg_loss_2_weighs_a_pair_by_the_ranks_between_them() {
        LambdaLoss loss = new LambdaLoss(LambdaLoss.Weight.NDCG_LOSS_2);

        // neighbours differ by 1 - 0.630930, those two apart by 0.630930 - 0.5:
        // weights 0.304939, 0.072119, 0.101646 of the pairs above
        assertThat(loss(loss, new double[] {1, 2, 3}, 2, 0, 1)).isCloseTo(0.281661, within(1e-6));
    }

    @Test
    void lambda_rank_at_1_sees_what_would_change_the_first() {
        LambdaLoss loss = new LambdaLoss(LambdaLoss.Weight.LAMBDA_RANK, 1, 1);

        // only the third has a discount, and the ideal is 3: (0, 2) weighs 2/3, (2, 1) 1/3
        assertThat(loss(loss, new double[] {1, 2, 3}, 2, 0, 1)).isCloseTo(0.732106, within(1e-6));
        // the good one far below is pulled up
        assertThat(slope(loss, new double[] {1, 2, 3}, 2, 0, 1)[0]).isNegative();
    }

    @Test
    void margin_mse_of_two_is_the_square_of_what_the_margins_differ_by() {
        // ((3 - 1) - (10 - 5))^2 = 9; the slope is 2 * -3 and 2 * 3
        assertThat(loss(new MarginMse(), new double[] {3, 1}, 10, 5)).isEqualTo(9);
        assertThat(slope(new MarginMse(), new double[] {3, 1}, 10, 5)).containsExactly(-6, 6);
    }

    @Test
    void margin_mse_of_more_is_the_mean_over_pairs() {
        // the differences s - t are 1, 2, 6: pairs 1, 25, 16
        assertThat(loss(new MarginMse(), new double[] {4, 4, 7}, 3, 2, 1)).isCloseTo(14, within(1e-12));
    }

    @Test
    void rank_gap_margin_asks_for_more_where_more_ranks_lie_between() {
        RankGapMargin brio = new RankGapMargin(0.5);
        double[] scores = {1, 0.8, 2};

        // gap 1: 0.8 - 1 + 0.5 = 0.3 and 2 - 0.8 + 0.5 = 1.7, mean 1; gap 2: 2 - 1 + 1 = 2
        assertThat(loss(brio, scores, 30, 20, 10)).isCloseTo(3, within(1e-12));
        // each neighbour pulls by a half, the far pair by 1
        assertThat(slope(brio, scores, 30, 20, 10)).containsExactly(-1.5, 0, 1.5);
    }

    @Test
    void rank_gap_margin_leaves_alone_what_is_ahead_by_its_margin() {
        double[] scores = {-0.1, -0.2, -0.3};

        assertThat(loss(new RankGapMargin(0.001), scores, 3, 2, 1)).isZero();
        assertThat(slope(new RankGapMargin(0.001), scores, 3, 2, 1)).containsOnly(0);
    }

    @Test
    void bradley_terry_sets_each_preferred_against_each_rejected() {
        double[] scores = {1, 0, 2};

        // 1 against 0: log(1 + 1/e) = 0.313262; 1 against 2: log(1 + e) = 1.313262
        assertThat(loss(new BradleyTerry(), scores, 1, 0, 0)).isCloseTo(0.813262, within(1e-6));
        assertThat(slope(new BradleyTerry(), scores, 1, 0, 0))
                .usingComparatorWithPrecision(1e-6)
                .containsExactly(-0.5, 0.268941 / 2, 0.731059 / 2);
        // ahead by just the margin is a coin's throw
        assertThat(loss(new BradleyTerry(1), new double[] {1, 0}, 1, 0)).isCloseTo(0.693147, within(1e-6));
    }

    @Test
    void refuses_targets_that_are_of_another_kind() {
        double[] scores = {0, 0};

        assertThatThrownBy(() -> loss(new BradleyTerry(), scores, 2, 0))
                .hasMessageContaining("The target at index 0 (2.0) must be 1 for preferred or 0 for rejected");
        assertThatThrownBy(() -> loss(new LambdaLoss(LambdaLoss.Weight.LAMBDA_RANK), scores, -1, 0))
                .hasMessageContaining("The target at index 0 (-1.0) must be a grade, in [0, 50]");
        assertThatThrownBy(() -> new LambdaLoss(LambdaLoss.Weight.LAMBDA_RANK, -1, 1))
                .hasMessageContaining("The cut-off (-1)");
        assertThatThrownBy(() -> new LambdaLoss(LambdaLoss.Weight.LAMBDA_RANK, 10, 0))
                .hasMessageContaining("The sigma (0.0) must be above 0");
        assertThatThrownBy(() -> new RankGapMargin(-1)).hasMessageContaining("The margin (-1.0) must be at least 0");
        assertThatThrownBy(() -> new BradleyTerry(Double.NaN)).hasMessageContaining("The margin (NaN)");
        assertThatThrownBy(() -> new RankNet().temperature(0)).hasMessageContaining("The temperature (0.0)");
    }
}
