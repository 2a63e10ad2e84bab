package dev.podium.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Given;
import org.junit.jupiter.api.Test;

/** Losses of vectors and of words by hand. */
class VectorLossTest {

    @Test
    void info_nce_finds_what_belongs_to_a_query_anywhere() {
        double[] similarities = {
            1, 5, 2, 3, //
            0, 0, 0, 4
        };
        double[] gradient = new double[8];

        double loss = new InfoNce(1).at(similarities, 4, new int[] {2, 0}, gradient);

        // log(e + e^5 + e^2 + e^3) - 2 = 3.185183 and log(3 + e^4) = 4.053493
        assertThat(loss).isCloseTo((Math.log(e(1) + e(5) + e(2) + e(3)) - 2 + Math.log(3 + e(4))) / 2, within(1e-12));
        assertThat(loss).isCloseTo((3.185183 + 4.053493) / 2, within(1e-5));
        assertThat(gradient[2]).isNegative();
        assertThat(gradient[4]).isNegative();
    }

    private static double e(double x) {
        return Math.exp(x);
    }

    @Test
    void info_nce_shows_each_query_the_hard_negatives_of_all() {
        Given.cases(50, random -> {
            double[] similarities = EveryLoss.scores(random, 2 * 6);
            double[] behind = new double[12];
            double[] apart = new double[12];
            // the same documents, each query's behind it (E2Rank) or all of them at the end (DPR)
            int[] order = {0, 3, 1, 2, 4, 5};
            double[] other = new double[12];
            for (int i = 0; i < 12; i++) {
                other[i] = similarities[i / 6 * 6 + order[i % 6]];
            }

            double one = new InfoNce(0.5).at(similarities, 6, new int[] {0, 3}, behind);
            double two = new InfoNce(0.5).at(other, 6, apart);

            assertThat(two).isCloseTo(one, within(1e-12));
            for (int i = 0; i < 12; i++) {
                assertThat(apart[i]).isCloseTo(behind[i / 6 * 6 + order[i % 6]], within(1e-12));
            }
        });
    }

    @Test
    void info_nce_leaves_out_what_is_nearer_than_it_can_be() {
        double[] similarities = {0.5, 0.7, 0.55, 0.1};
        double[] gradient = new double[4];

        double loss = new InfoNce(1, 0.1).at(similarities, 4, gradient);

        // 0.7 is beyond 0.5 + 0.1: the row is 0.5, 0.55, 0.1
        assertThat(loss).isCloseTo(Math.log(e(0.5) + e(0.55) + e(0.1)) - 0.5, within(1e-12));
        assertThat(gradient[1]).isZero();
        // below 0 what comes close is left out too, never the document itself
        assertThat(new InfoNce(1, -0.5).at(similarities, 4, new double[4])).isZero();
        assertThat(new InfoNce(1, -0.3).at(similarities, 4, new double[4]))
                .isCloseTo(Math.log(e(0.5) + e(0.1)) - 0.5, within(1e-12));
    }

    @Test
    void orthogonality_counts_each_pair_of_views_twice() {
        float[][] anchors = {{2, 0}, {1, 1}, {0, 5}, {3, 0}};
        float[][] gradient = new float[4][2];

        double loss = new Orthogonality(2).at(anchors, gradient);

        // the first list's cosine is 1 / sqrt 2, squared 1/2, twice; the second's are at right angles; the mean of both
        assertThat(loss).isCloseTo(0.5, within(1e-9));
        // the first anchor turns away from the second and keeps its length: 4 cos (a_l - cos a_k) / |a_k| / 2
        // = 2 * 0.707107 * (0.707107 - 0.707107, 0.707107) / 2
        assertThat(gradient[0]).containsExactly(new float[] {0, 0.5f}, within(1e-6f));
        assertThat(gradient[2]).containsExactly(new float[] {0, 0}, within(1e-6f));
        assertThat(new Orthogonality(1).at(anchors, new float[4][2])).isZero();
    }

    @Test
    void flops_squares_the_mean_of_each_word() {
        float[][] weights = {{1, 0, -2}, {3, 0, 0}};
        float[][] gradient = new float[2][3];

        double loss = new Flops().at(weights, gradient);

        // means 2, 0, 1: 4 + 0 + 1; the slope is twice the mean, over two texts, where there is a weight
        assertThat(loss).isEqualTo(5);
        assertThat(gradient[0]).containsExactly(2, 0, -1);
        assertThat(gradient[1]).containsExactly(2, 0, 0);
        assertThat(new Flops().at(new float[0][0], new float[0][0])).isZero();
    }

    @Test
    void answer_cross_entropy_is_the_mean_over_all_tokens() {
        double[][] logProbs = {{Math.log(0.5), Math.log(0.25)}, {}, {Math.log(0.8)}};
        double[][] gradient = {new double[2], {}, new double[1]};

        // (0.693147 + 1.386294 + 0.223144) / 3
        assertThat(new AnswerCrossEntropy().at(logProbs, gradient)).isCloseTo(0.767528, within(1e-6));
        assertThat(gradient[0]).containsExactly(new double[] {-1 / 3.0, -1 / 3.0}, within(1e-12));
        assertThat(gradient[2]).containsExactly(new double[] {-1 / 3.0}, within(1e-12));
        assertThat(new AnswerCrossEntropy().at(new double[1][0], new double[1][0]))
                .isZero();
    }

    @Test
    void unlikelihood_minds_what_is_likely() {
        double[][] logProbs = {{Math.log(0.5)}, {Math.log(0.2)}};
        double[][] gradient = new double[2][1];

        // -log(0.5) and -log(0.8); slopes 0.5 / 0.5 and 0.2 / 0.8, over two
        assertThat(new Unlikelihood().at(logProbs, gradient)).isCloseTo((0.693147 + 0.223144) / 2, within(1e-6));
        assertThat(gradient[0][0]).isCloseTo(0.5, within(1e-12));
        assertThat(gradient[1][0]).isCloseTo(0.125, within(1e-12));
    }

    @Test
    void unlikelihood_of_the_impossible_and_of_the_certain_is_finite() {
        double[][] gradient = new double[1][3];

        double loss = new Unlikelihood().at(new double[][] {{-1e4, 0, 1e-7}}, gradient);

        // -log(1e-5) = 11.512925, and at 0 the tangent's 1e-5 * 1e5 = 1 more, of which a third each
        assertThat(loss).isCloseTo(2 * (11.512925 + 1) / 3, within(0.01));
        assertThat(gradient[0][0]).isZero();
        assertThat(gradient[0][1]).isCloseTo(99999 / 3.0, within(1e-3));
        assertThat(gradient[0][2]).isEqualTo(gradient[0][1]);
    }

    @Test
    void refuses_shapes_and_numbers_that_do_not_fit() {
        assertThatThrownBy(() -> new InfoNce(1, Double.NaN)).hasMessageContaining("The margin (NaN)");
        assertThatThrownBy(() -> new InfoNce(1).at(new double[4], 2, new int[] {0}, new double[4]))
                .hasMessageContaining("The documents that belong to a query (1) must be as many as queries (2)");
        assertThatThrownBy(() -> new InfoNce(1).at(new double[4], 2, new int[] {0, 2}, new double[4]))
                .hasMessageContaining("the query at index 1 (2) must be in [0, 1]");
        assertThatThrownBy(() -> new InfoNce(1).at(new double[4], 3, new double[4]))
                .hasMessageContaining("The similarities (4) must be rows");
        assertThatThrownBy(() -> new Orthogonality(0)).hasMessageContaining("The views (0) must be at least 1");
        assertThatThrownBy(() -> new Orthogonality(2).at(new float[3][1], new float[3][1]))
                .hasMessageContaining("The anchors (3) must be a multiple of the views (2)");
        assertThatThrownBy(() -> new Orthogonality(2).at(new float[2][1], new float[2][1]))
                .hasMessageContaining("The anchor at index 0 has the length 0.0");
        assertThatThrownBy(() -> new Flops().at(new float[][] {{1}, {1, 2}}, new float[][] {{1}, {1, 2}}))
                .hasMessageContaining("must be over one vocabulary");
        assertThatThrownBy(() -> new Flops().at(new float[][] {{Float.NaN}}, new float[1][1]))
                .hasMessageContaining("The weights of the word at index 0 must be finite");
        assertThatThrownBy(() -> new Unlikelihood().at(new double[][] {{Double.NaN}}, new double[1][1]))
                .hasMessageContaining("The log-probability of token 0 of the lesson at index 0 (NaN)");
        assertThatThrownBy(() -> new AnswerCrossEntropy().at(new double[][] {{1}}, new double[1][1]))
                .hasMessageContaining("must be finite and at most 0");
        assertThatThrownBy(() -> new AnswerCrossEntropy().at(new double[2][1], new double[1][1]))
                .hasMessageContaining("The gradient (1 lessons) must be as many");
        assertThatThrownBy(() -> new AnswerCrossEntropy().at(new double[1][2], new double[1][1]))
                .hasMessageContaining("The gradient of the lesson at index 0 (1 tokens)");
    }
}
