package dev.podium.torch.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Angles by every scaling; the numbers are those of transformers 5.24. */
class RopeSpecTest {

    private static RopeSpec rope(String configuration) {
        Config config = Config.of("config.json", new JsonMapper().readTree("""
                                {"model_type": "llama", "hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 1,
                                 "vocab_size": 9, "max_position_embeddings": 128, %s}""".formatted(configuration)));
        RopeSpec rope = DecoderSpec.of(config).layers().getFirst().rope();
        assertThat(rope).isNotNull();
        return rope;
    }

    private static void turns(RopeSpec rope, int tokens, double... expected) {
        float[] frequencies = rope.frequencies(rope.regime(tokens));
        assertThat(frequencies).hasSize(expected.length);
        for (int pair = 0; pair < expected.length; pair++) {
            assertThat((double) frequencies[pair]).isCloseTo(expected[pair], within(1e-6 * expected[pair]));
        }
    }

    @Test
    void linear_divides_positions() {
        turns(
                rope("\"rope_theta\": 10000.0, \"rope_scaling\": {\"type\": \"linear\", \"factor\": 4.0}"),
                10,
                0.25,
                0.07905694,
                0.025,
                0.007905695,
                0.0025,
                0.0007905695,
                0.00025,
                7.905695e-05);
    }

    @Test
    void dynamic_grows_with_the_text_once_it_is_longer_than_the_training() {
        RopeSpec rope =
                rope("\"rope_parameters\": {\"rope_type\": \"dynamic\", \"rope_theta\": 10000.0, \"factor\": 4.0}");

        turns(rope, 128, 1, 0.3162278, 0.1, 0.03162278, 0.01, 0.003162278, 0.001, 0.0003162278);
        turns(rope, 200, 1, 0.267223, 0.07140812, 0.01908189, 0.00509912, 0.001362602, 0.0003641186, 9.730085e-05);
    }

    @Test
    void llama_3_mixes_where_pairs_are_neither_fast_nor_slow() {
        turns(rope("""
                        "rope_theta": 10000.0, "rope_scaling": {"rope_type": "llama3", "factor": 4.0, "low_freq_factor": 1.0,
                        "high_freq_factor": 4.0, "original_max_position_embeddings": 32}"""), 10, 1, 0.127324, 0.025, 0.007905695, 0.0025, 0.0007905695, 0.00025, 7.905695e-05);
    }

    @Test
    void yarn_mixes_by_its_own_rule_and_lets_scores_grow() {
        String yarn = "\"rope_theta\": 10000.0, \"rope_scaling\": {\"type\": \"yarn\", \"factor\": 4.0, %s}";
        RopeSpec plain = rope(yarn.formatted("\"original_max_position_embeddings\": 32"));
        RopeSpec own = rope(yarn.formatted("""
                        "original_max_position_embeddings": 32, "beta_fast": 16.0, "beta_slow": 2.0, "truncate": false,
                        "attention_factor": 1.25"""));

        turns(plain, 10, 1, 0.1976424, 0.025, 0.007905695, 0.0025, 0.0007905695, 0.00025, 7.905695e-05);
        turns(own, 10, 1, 0.07905694, 0.025, 0.007905695, 0.0025, 0.0007905695, 0.00025, 7.905695e-05);
        assertThat(plain.amplitude()).isCloseTo(1.138629436111989, within(1e-12));
        assertThat(own.amplitude()).isEqualTo(1.25);
    }

    @Test
    void long_rope_has_a_set_of_divisors_for_each_side_of_a_length() {
        RopeSpec rope = rope("""
                "original_max_position_embeddings": 32, "partial_rotary_factor": 0.75, "rope_theta": 10000.0,
                "rope_scaling": {"type": "longrope", "short_factor": [1.0, 1.1, 1.2, 1.3, 1.4, 1.5],
                "long_factor": [2.0, 2.5, 3.0, 3.5, 4.0, 5.0]}""");

        assertThat(rope.width()).isEqualTo(12);
        turns(rope, 32, 1, 0.1958577, 0.0386799, 0.007692308, 0.001538882, 0.0003094393);
        turns(rope, 33, 0.5, 0.08617738, 0.01547196, 0.002857143, 0.0005386086, 9.283179e-05);
        assertThat(rope.amplitude()).isCloseTo(1.1832159566199232, within(1e-12));
    }

    @Test
    void refuses_a_scaling_that_nobody_knows() {
        assertThatThrownBy(() -> rope("\"rope_scaling\": {\"type\": \"spiral\"}"))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("spiral");
    }
}
