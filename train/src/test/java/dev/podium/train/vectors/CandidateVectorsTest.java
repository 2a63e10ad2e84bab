package dev.podium.train.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.file.Letor.Row;
import dev.podium.train.data.TrainingList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CandidateVectorsTest {

    private static Row row(String query, double label, double... features) {
        TreeMap<Integer, Double> numbered = new TreeMap<>();
        for (int i = 0; i < features.length; i++) {
            if (features[i] != 0) {
                numbered.put(i + 1, features[i]);
            }
        }
        return new Row(label, query, numbered, "");
    }

    private static final List<Row> ROWS = List.of(row("a", 2, 1, 0, 7), row("a", 0, 3, 4, 7), row("b", 1, 5, 8, 7));

    @Test
    void lines_become_lists_by_query_with_zeros_where_a_line_says_nothing() {
        CandidateVectors vectors = CandidateVectors.of(ROWS, CandidateVectors.dimensions(ROWS));
        List<TrainingList> lists = vectors.lists();

        assertThat(lists).hasSize(2);
        assertThat(lists.getFirst().grades()).containsExactly(2.0, 0.0);
        assertThat(vectors.apply(lists.getFirst().slate())).isDeepEqualTo(new float[][] {{1, 0, 7}, {3, 4, 7}});
        assertThat(vectors.apply(lists.getLast().slate())).isDeepEqualTo(new float[][] {{5, 8, 7}});
    }

    @Test
    void standard_scores_have_mean_0_and_deviation_1_and_a_constant_becomes_0() {
        CandidateVectors vectors = CandidateVectors.of(ROWS, 3).standardised();
        double deviation = Math.sqrt(8.0 / 3); // of 1, 3, 5

        float[][] first = vectors.apply(vectors.lists().getFirst().slate());
        assertThat(first[0][0]).isCloseTo((float) (-2 / deviation), within(1e-6f));
        assertThat(first[1][0]).isEqualTo(0);
        assertThat(first[0][2]).isEqualTo(0);
    }

    @Test
    void others_are_changed_by_the_same_means_and_lose_features_that_nobody_learnt() {
        CandidateVectors learnt = CandidateVectors.of(ROWS, 3).standardised();
        CandidateVectors other =
                CandidateVectors.of(List.of(row("x", 0, 3, 4, 9, 5)), 3).changedAs(learnt);

        assertThat(other.apply(other.lists().getFirst().slate())).isDeepEqualTo(new float[][] {{0, 0, 0}});
        assertThatThrownBy(() -> CandidateVectors.of(ROWS, 2).changedAs(learnt))
                .hasMessageContaining("of length 2 cannot be changed as those of length 3");
    }
}
