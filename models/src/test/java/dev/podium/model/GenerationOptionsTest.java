package dev.podium.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GenerationOptionsTest {

    @Test
    void greedy_and_seeded_text_can_be_expected_again_and_drawn_text_cannot() {
        assertThat(GenerationOptions.greedy(1).repeatable()).isTrue();
        assertThat(GenerationOptions.sampled(1, 1, 1, 0).repeatable()).isTrue();
        assertThat(new GenerationOptions(1, 1, 1, List.of(), null, null, false, null).repeatable())
                .isFalse();
    }

    @Test
    void refuses_what_no_model_can_do() {
        assertThatThrownBy(() -> GenerationOptions.greedy(0)).hasMessageContaining("write (0)");
        assertThatThrownBy(() -> GenerationOptions.sampled(1, 2.5, 1, 0)).hasMessageContaining("temperature (2.5)");
        assertThatThrownBy(() -> GenerationOptions.sampled(1, 1, 0, 0)).hasMessageContaining("top-p (0.0)");
        assertThatThrownBy(() -> GenerationOptions.greedy(1).tellingTop(21)).hasMessageContaining("(21)");
        assertThatThrownBy(() -> GenerationOptions.greedy(1).stoppingAt("")).hasMessageContaining("stop words");
    }
}
