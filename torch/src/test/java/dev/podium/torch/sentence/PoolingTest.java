package dev.podium.torch.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PoolingTest {

    /** Tokens of two texts, of three and of one token. */
    private static final float[] TOKENS = {
        1, -4,
        2, 8,
        6, 2,
        5, 7
    };

    @Test
    void first_and_last_tokens_speak_for_their_text() {
        assertThat(pooled("{\"pooling_mode\": \"cls\"}", 0)).containsExactly(1, -4, 5, 7);
        assertThat(pooled("{\"pooling_mode\": \"lasttoken\"}", 0)).containsExactly(6, 2, 5, 7);
    }

    @Test
    void means_and_maxima_are_taken_within_a_text() {
        assertThat(pooled("{\"pooling_mode\": \"mean\"}", 0)).containsExactly(3, 2, 5, 7);
        assertThat(pooled("{\"pooling_mode\": \"max\"}", 0)).containsExactly(6, 8, 5, 7);
        // (1 + 2 + 6) / sqrt(3), (-4 + 8 + 2) / sqrt(3)
        assertThat(pooled("{\"pooling_mode\": \"mean_sqrt_len_tokens\"}", 0))
                .containsExactly(new float[] {5.196152f, 3.464102f, 5, 7}, within(1e-5f));
        // (1*1 + 2*2 + 3*6) / 6, (-1*4 + 2*8 + 3*2) / 6
        assertThat(pooled("{\"pooling_mode\": \"weightedmean\"}", 0))
                .containsExactly(new float[] {23 / 6f, 3, 5, 7}, within(1e-5f));
    }

    @Test
    void several_modes_stand_side_by_side() {
        assertThat(pooled("{\"pooling_mode\": [\"max\", \"cls\"]}", 0)).containsExactly(6, 8, 1, -4, 5, 7, 5, 7);
        assertThat(pooled("{\"pooling_mode_mean_tokens\": true, \"pooling_mode_cls_token\": true}", 0))
                .as("older keys have an order of their own: cls, max, mean")
                .containsExactly(1, -4, 3, 2, 5, 7, 5, 7);
        assertThat(pooled("{\"pooling_mode_cls_token\": false}", 0))
                .as("the mean if none is on")
                .containsExactly(3, 2, 5, 7);
    }

    @Test
    void a_prompt_that_does_not_count_is_left_out_but_for_the_last_token() {
        assertThat(pooled("{\"pooling_mode\": \"mean\", \"include_prompt\": false}", 1))
                .containsExactly(4, 5, 5, 7);
        assertThat(pooled("{\"pooling_mode\": \"cls\", \"include_prompt\": false}", 1))
                .containsExactly(2, 8, 5, 7);
        // Weights go on counting from the prompt: (2*2 + 3*6) / 5, (2*8 + 3*2) / 5.
        assertThat(pooled("{\"pooling_mode\": \"weightedmean\", \"include_prompt\": false}", 1))
                .containsExactly(new float[] {4.4f, 4.4f, 5, 7}, within(1e-5f));
        assertThat(pooled("{\"pooling_mode\": \"mean\", \"include_prompt\": true}", 1))
                .containsExactly(3, 2, 5, 7);
    }

    @Test
    void hidden_tokens_are_not_pooled() {
        try (Scope _ = Scope.open()) {
            Features features = new Features(
                    List.of(
                            new Shown(new int[3], new int[3], 2, 0, 1, 1),
                            new Shown(new int[1], new int[1], 1, 0, 1, 1)),
                    Task.QUERY);
            features.put(Features.TOKENS, Tensors.of(TOKENS, 4, 2));

            new Pooling(List.of(Pooling.Mode.MEAN, Pooling.Mode.LAST), true).on(features);

            assertThat(features.tensor(Features.TEXTS).floats()).containsExactly(1.5f, 2, 2, 8, 5, 7, 5, 7);
        }
    }

    @Test
    void refuses_a_mode_that_nobody_knows() {
        assertThatThrownBy(() -> Pooling.read(config("{\"pooling_mode\": \"median\"}")))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("median")
                .hasMessageContaining("Maybe");
    }

    private static float[] pooled(String json, int prompted) {
        try (Scope _ = Scope.open()) {
            Features features = new Features(
                    List.of(
                            new Shown(new int[3], new int[3], 3, prompted, 1, 1),
                            new Shown(new int[1], new int[1], 1, prompted, 1, 1)),
                    Task.NONE);
            features.put(Features.TOKENS, Tensors.of(TOKENS, 4, 2));
            Pooling.read(config(json)).on(features);
            return features.tensor(Features.TEXTS).floats();
        }
    }

    private static Config config(String json) {
        return Config.of("1_Pooling/config.json", new JsonMapper().readTree(json));
    }
}
