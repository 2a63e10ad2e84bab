package dev.podium.torch.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairScoreTest {

    @Test
    void one_label_is_the_score() {
        assertThat(score(List.of(3.0), List.of(0.95))).isEqualTo(0.95);
    }

    @Test
    void of_two_labels_the_second_is_relevant() {
        // 40 logits apart a probability is 1, and a difference still tells
        assertThat(score(List.of(-20.0, 20.5), List.of(0.0, 1.0))).isEqualTo(40.5);
    }

    @Test
    void three_labels_make_no_score() {
        assertThatThrownBy(() -> score(List.of(1.0, 2.0, 3.0), List.of(1.0, 2.0, 3.0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 scores");
    }

    private static double score(List<Double> logits, List<Double> scores) {
        return new PairScore(logits, scores, 5, 5).score();
    }
}
