package dev.podium.method.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.Similarity;
import org.junit.jupiter.api.Test;

class PrfVectorTest {

    private static final Axes DOT = new Axes(Similarity.DOT);

    @Test
    void the_mean_of_the_query_and_the_head_is_the_new_query() {
        double[] scores = new PrfVector(DOT, 2, 1, Double.NaN, false).score(Axes.slate("1 0", "0 2", "2 1", "0 -3"));

        // ((1, 0) + (0, 2) + (2, 1)) / 3 = (1, 1)
        assertThat(scores).containsExactly(new double[] {2, 3, -3}, within(1e-12));
    }

    @Test
    void rocchio_weighs_the_query_against_the_mean_of_the_head() {
        double[] scores = new PrfVector(DOT, 2, 0.4, 0.6, false).score(Axes.slate("1 0", "0 2", "2 1", "1 1"));

        // 0.4 (1, 0) + 0.6 (1, 1.5) = (1, 0.9)
        assertThat(scores).containsExactly(new double[] {1.8, 2.9, 1.9}, within(1e-12));
    }

    @Test
    void those_nearest_to_the_query_may_feed_back_instead_of_the_head() {
        double[] scores = new PrfVector(DOT, 1, 0, 1, true).score(Axes.slate("1 0", "0 2", "2 1", "1 1"));

        // (2, 1) is the nearest
        assertThat(scores).containsExactly(new double[] {2, 5, 3}, within(1e-12));
    }

    @Test
    void lengths_count_for_nothing_where_a_model_compares_by_cosine() {
        double[] scores = new PrfVector(new Axes(Similarity.COSINE), 1, 1, Double.NaN, false)
                .score(Axes.slate("5 0", "0 100", "7 7"));

        // ((1, 0) + (0, 1)) / 2 = (0.5, 0.5)
        assertThat(scores).containsExactly(new double[] {0.5, Math.sqrt(0.5)}, within(1e-7));
    }

    @Test
    void a_model_of_distances_is_refused() {
        assertThatThrownBy(() -> Vectors.movable(new Axes(Similarity.EUCLIDEAN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EUCLIDEAN");
    }
}
