package dev.podium.train.loss;

import static dev.podium.train.loss.Worked.loss;
import static dev.podium.train.loss.Worked.slope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Losses by hand. */
class ListLossTest {

    @Test
    void binary_cross_entropy_of_two_candidates() {
        double[] scores = {0, 2};

        // log 2 for the undecided one; log(1 + e^2) = 2.126928 for the one that is sure and wrong
        assertThat(loss(new BinaryCrossEntropy(), scores, 1, 0)).isCloseTo((0.693147 + 2.126928) / 2, within(1e-6));
        // (0.5 - 1) / 2 and (sigmoid(2) - 0) / 2
        assertThat(slope(new BinaryCrossEntropy(), scores, 1, 0)[0]).isEqualTo(-0.25);
        assertThat(slope(new BinaryCrossEntropy(), scores, 1, 0)[1]).isCloseTo(0.880797 / 2, within(1e-6));
    }

    @Test
    void softmax_cross_entropy_of_three_candidates() {
        double[] scores = {1, 2, 3};

        // softmax is 0.0900306, 0.2447285, 0.6652410
        assertThat(loss(new SoftmaxCrossEntropy(), scores, 1, 0, 0)).isCloseTo(2.407606, within(1e-6));
        assertThat(slope(new SoftmaxCrossEntropy(), scores, 1, 0, 0))
                .usingComparatorWithPrecision(1e-6)
                .containsExactly(-0.9099694, 0.2447285, 0.6652410);
    }

    @Test
    void softmax_cross_entropy_shares_its_mass_among_the_relevant() {
        double[] scores = {1, 2, 3};

        // (2.407606 + 0.407606) / 2: grades 2 and 2 are halves
        assertThat(loss(new SoftmaxCrossEntropy(), scores, 2, 0, 2)).isCloseTo(1.407606, within(1e-6));
    }

    @Test
    void a_low_temperature_sharpens() {
        // scores over 0.5 are 2, 4, 6: softmax 0.0158762, so 4.142931
        assertThat(loss(new SoftmaxCrossEntropy(0.5), new double[] {1, 2, 3}, 1, 0, 0))
                .isCloseTo(4.142931, within(1e-6));
    }

    @Test
    void rank_net_counts_the_pairs_whose_order_is_known() {
        double[] scores = {2, 1, 1};

        // pairs (1, 0) and (2, 0): both log(1 + e) = 1.313262; (1, 2) is no pair
        assertThat(loss(new RankNet(), scores, 0, 1, 1)).isCloseTo(1.313262, within(1e-6));
        // each pair pulls with sigmoid(1) / 2 = 0.365529
        assertThat(slope(new RankNet(), scores, 0, 1, 1))
                .usingComparatorWithPrecision(1e-6)
                .containsExactly(0.731059, -0.365529, -0.365529);
    }

    @Test
    void info_nce_of_two_queries_and_three_documents() {
        float[][] queries = {{1, 0}, {0, 1}};
        float[][] documents = {{1, 0}, {0, 1}, {1, 1}};
        float[][] queryGradient = new float[2][2];
        float[][] documentGradient = new float[3][2];

        double loss = new InfoNce(1).at(queries, documents, queryGradient, documentGradient);

        // rows (1, 0, 1) and (0, 1, 1): both -log(e / (2e + 1)) = log(2 + 1/e) = 0.862305
        assertThat(loss).isCloseTo(Math.log(2 + Math.exp(-1)), within(1e-9));
        // p of the row is 0.422319, 0.155362, 0.422319; the slope by the first query is half of
        // (p0 - 1)(1,0) + p1(0,1) + p2(1,1) = (-0.155362, 0.577681)
        assertThat(queryGradient[0][0]).isCloseTo(-0.077681f, within(1e-6f));
        assertThat(queryGradient[0][1]).isCloseTo(0.288840f, within(1e-6f));
        // the third document belongs to nobody, and is pushed away from both queries: 0.422319 / 2 each
        assertThat(documentGradient[2]).containsExactly(new float[] {0.2111594f, 0.2111594f}, within(1e-6f));
    }

    @Test
    void lists_without_a_term_count_nothing() {
        ListLoss[] losses = {new SoftmaxCrossEntropy(), new RankNet()};
        double[] scores = {3, 1, 5, 7};

        for (ListLoss loss : losses) {
            assertThat(loss(loss, new double[] {3, 1}, 0, 0)).isZero();
            assertThat(slope(loss, new double[] {3, 1}, 0, 0)).containsExactly(0, 0);
            assertThat(loss(loss.over(2, 2), scores, 1, 0, 0, 0)).isEqualTo(loss(loss, new double[] {3, 1}, 1, 0));
        }
    }

    @Test
    void several_lists_are_the_mean_over_all_terms() {
        double[] scores = {0, 0, 1, 2};
        double[] targets = {2, 1, 0, 3};
        RankNet loss = new RankNet();

        double one = loss(loss, new double[] {0, 0, 1}, 2, 1, 0);
        double batch = loss(loss.over(3, 1), scores, targets);
        double pairs = loss(loss.over(2, 2), scores, targets);

        // a list of one has no pair; two lists of two have one pair each: log 2 and log(1 + 1/e)
        assertThat(batch).isEqualTo(one);
        assertThat(pairs).isCloseTo((0.693147 + 0.313262) / 2, within(1e-6));
    }

    @Test
    void a_sum_over_lists_is_the_sum_of_the_means() {
        ListLoss sum = new RankNet().plus(0.5, new BinaryCrossEntropy());
        double[] scores = {0, 1, 2, -1, 4};
        double[] targets = {0, 1, 0, 1, 1};

        assertThat(loss(sum.over(2, 3), scores, targets))
                .isCloseTo(
                        loss(new RankNet().over(2, 3), scores, targets)
                                + 0.5 * loss(new BinaryCrossEntropy(), scores, targets),
                        within(1e-12));
    }

    @Test
    void scores_of_thousands_do_not_overflow() {
        double[] scores = {5000, -5000};

        assertThat(loss(new BinaryCrossEntropy(), scores, 0, 1)).isEqualTo(5000);
        assertThat(loss(new SoftmaxCrossEntropy(), scores, 0, 1)).isEqualTo(10000);
        assertThat(loss(new RankNet(), scores, 0, 1)).isEqualTo(10000);
        assertThat(slope(new RankNet(), scores, 1, 0)).containsExactly(0, 0);
    }

    @Test
    void refuses_what_it_cannot_learn_from() {
        assertThatThrownBy(() -> loss(new RankNet(), new double[] {1}, 1, 2)).hasMessageContaining("as many as");
        assertThatThrownBy(() -> loss(new RankNet(), new double[] {1, Double.NaN}, 1, 2))
                .hasMessageContaining("The score at index 1 is NaN");
        assertThatThrownBy(() -> loss(new BinaryCrossEntropy(), new double[] {1}, 2))
                .hasMessageContaining("The target at index 0 (2.0) must be a probability");
        assertThatThrownBy(() -> loss(new SoftmaxCrossEntropy(), new double[] {1}, -1))
                .hasMessageContaining("must be at least 0");
        assertThatThrownBy(() -> loss(new RankNet().over(2, 2), new double[] {1}, 1))
                .hasMessageContaining("must have as many as there are scores (1)");
        assertThatThrownBy(() -> new InfoNce(0)).hasMessageContaining("The temperature (0.0) must be above 0");
        assertThatThrownBy(() -> new InfoNce(1).at(new double[6], 2, new double[6]))
                .hasMessageContaining("must not be more than the documents");
    }
}
