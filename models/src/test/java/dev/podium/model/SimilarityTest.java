package dev.podium.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SimilarityTest {

    private static final Embedded A = vector(3, 4);
    private static final Embedded B = vector(4, -3);
    private static final Embedded C = vector(6, 8);

    @Test
    void compares_by_hand() {
        assertThat(Similarity.COSINE.of(A, C)).isCloseTo(1, within(1e-15));
        assertThat(Similarity.COSINE.of(A, B)).isZero();
        assertThat(Similarity.DOT.of(A, C)).isEqualTo(50); // 18 + 32
        assertThat(Similarity.EUCLIDEAN.of(A, C)).isEqualTo(-5); // (3, 4) apart
        assertThat(Similarity.MANHATTAN.of(A, B)).isEqualTo(-8); // 1 + 7
    }

    @Test
    void a_vector_of_zeros_is_like_nothing() {
        assertThat(Similarity.COSINE.of(A, vector(0, 0))).isZero();
    }

    @Test
    void refuses_vectors_of_different_lengths() {
        assertThatThrownBy(() -> Similarity.DOT.of(A, vector(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("length 2")
                .hasMessageContaining("length 1");
    }

    @Test
    void a_vector_is_finite_and_cannot_be_written_to() {
        A.vector()[0] = 99;
        assertThat(A.vector()).containsExactly(3, 4);
        assertThat(A).isEqualTo(vector(3, 4)).isNotEqualTo(B).hasToString("Embedded[2 dimensions, 1 of 1 tokens]");
        assertThatThrownBy(() -> vector(1, Float.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN at index 1");
    }

    @Test
    void a_score_is_finite_and_knows_what_was_read() {
        assertThat(new Scored(0.5, 10, 10).truncated()).isFalse();
        assertThat(new Scored(0.5, 10, 9).truncated()).isTrue();
        assertThatThrownBy(() -> new Scored(Double.NaN, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Scored(1, 3, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(4)")
                .hasMessageContaining("(3)");
    }

    private static Embedded vector(float... values) {
        return new Embedded(values, 1, 1);
    }
}
